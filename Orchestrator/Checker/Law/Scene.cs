using ComputeNet.Checker.Reading;

namespace ComputeNet.Checker.Law;

/// <summary>A problem under a policy with its unknowns resolved: unknown figures are charged as the highest known, or as the policy assumes.</summary>
internal sealed class Scene
{
    /// <summary>No placement counts more than ¥1 000 million.</summary>
    internal const long MostPerTerm = 1_000_000_000_000_000;

    private readonly Problem problem;

    /// <summary>The slowest transfer that any pool tells, in megabytes per second.</summary>
    private readonly double? slowest;
    private readonly Dictionary<string, Seat> seats;
    private readonly Dictionary<string, Ask> asks;

    internal Scene(Problem problem, Policy policy)
    {
        this.problem = problem;
        (Policy, Grid) = (policy, new Grid(problem, policy.PoolSlots));
        var watts = problem.Pools.Max(p => p.Watts) ?? policy.AssumedWatts;
        var pue = problem.Pools.Max(p => p.Pue) ?? policy.AssumedPue;
        Trust = problem.Pools.Min(p => p.Trust) ?? 1;
        slowest = problem.Pools.SelectMany(p => p.Transfers).Min(t => t.MegabytesPerSecond);
        YuanPerGigabyte = problem.Pools.SelectMany(p => p.Transfers).Max(t => t.YuanPerGigabyte) ?? policy.AssumedYuanPerGigabyte;
        var grams = problem.Pools.Max(p => p.GramsPerKilowattHour?.Max()) ?? policy.AssumedGramsPerKilowattHour;
        seats = problem.Pools.Index().ToDictionary(p => p.Item.Id, p => SeatOf(p.Index, p.Item));
        Seat SeatOf(int index, Pool p) => new(index, p, (p.Watts ?? watts) * (p.Pue ?? pue) / 1000, new Hourly(Hourly.Times(p.GramsPerKilowattHour ?? [grams], p.PowerFactors, Grid), Grid), p.PriceFactors is { } factors ? new Hourly(factors, Grid) : null, FreeIn(p), ClosedIn(p))
        {
            PowerFactors = p.PowerFactors is { } power ? new Hourly(power, Grid) : null,
            Errors = ErrorsOf(p) is { } off ? new Hourly(Hourly.Times(Hourly.Times(p.GramsPerKilowattHour!, off, Grid), p.PowerFactors, Grid), Grid) : null,
            Cautious = ErrorsOf(p) is { } errors && policy.CarbonCaution > 0
                ? new Hourly(Hourly.Times(Hourly.Times(p.GramsPerKilowattHour!, [.. errors.Select(e => 1 + policy.CarbonCaution * e)], Grid), p.PowerFactors, Grid), Grid) : null,
        };
        asks = problem.Demands.ToDictionary(d => d.Workload, d => new Ask(d, this, problem, policy.WeightsOfTenants.GetValueOrDefault(d.Tenant, policy.Weights)));
        foreach (var place in asks.Values.Select(a => a.Demand.Wishes.ClientPlace).OfType<string>().Distinct())
        {
            var known = problem.Pools.ToDictionary(p => p.Id, p => p.Latencies.FirstOrDefault(l => l.Place == place).Milliseconds);
            Worst[place] = known.Values.Max() ?? policy.AssumedMilliseconds;
        }
        MostPerPlacement = Math.Min(MostPerTerm, (1L << 60) / (asks.Count + 1));
    }

    /// <summary>Only what is known can be off.</summary>
    private static IReadOnlyList<double>? ErrorsOf(Pool pool) => pool.GramsPerKilowattHour is null ? null : pool.CarbonErrors;

    internal Policy Policy { get; }
    internal Grid Grid { get; }
    internal DateTimeOffset Now => problem.Now;
    internal long MostPerPlacement { get; }

    /// <summary>What an unknown share of kept promises is charged as: the lowest known.</summary>
    internal double Trust { get; }

    /// <summary>What an unknown transfer is charged as: the dearest known.</summary>
    private double YuanPerGigabyte { get; }
    internal IReadOnlyCollection<Seat> Seats => seats.Values;
    internal IReadOnlyCollection<Ask> Asks => asks.Values;

    /// <summary>What an unknown round trip from a client place is charged as.</summary>
    internal Dictionary<string, double> Worst { get; } = [];

    internal Seat? Seat(string pool) => seats.GetValueOrDefault(pool);
    internal Ask? Ask(string workload) => asks.GetValueOrDefault(workload);

    /// <summary>Null when nothing is charged, because the demand names no client place.</summary>
    internal double? ChargedMilliseconds(Ask ask, Seat seat) => ask.Demand.Wishes.ClientPlace is { } place ? seat.KnownMilliseconds(place) ?? Worst[place] : null;

    /// <summary>Yuan per gigabyte from a site to the pool; nothing from its own.</summary>
    internal double TransferTo(Seat seat, string from)
    {
        if (from == seat.Pool.Site)
            return 0;
        return seat.Pool.Transfers.Where(t => t.From == from).Select(t => t.YuanPerGigabyte).FirstOrDefault() ?? YuanPerGigabyte;
    }

    /// <summary>How long the demand's data takes to the pool, at the slowest known speed where nobody tells; nothing when nobody tells any.</summary>
    internal double SecondsToMove(Demand demand, Pool pool) => slowest is not { } least ? 0 : demand.Wishes.Data.Where(d => d.At != pool.Site).Aggregate(0.0, (seconds, data) =>
        seconds + data.Gigabytes * (1000 / (pool.Transfers.Where(t => t.From == data.At).Select(t => t.MegabytesPerSecond).FirstOrDefault() ?? least)));

    /// <summary>Commitments hold their devices from now on, slot 0 in any case.</summary>
    private int[] FreeIn(Pool pool)
    {
        var free = new int[Grid.Slots];
        for (var slot = 0; slot < free.Length; slot++)
        {
            var others = (long)pool.Unusable + (pool.Foreign is { } foreign ? MostForeign(foreign, slot) : 0);
            free[slot] = (int)Math.Clamp(pool.Devices - others, 0, pool.Most) * pool.UnitsPerDevice;
        }
        foreach (var held in pool.Commitments)
            Hold(held, pool.UnitsPerDevice == 1 ? held.Devices : held.MilliDevices ?? (long)held.Devices * pool.UnitsPerDevice, free);
        foreach (var (first, end) in ClosedIn(pool))
        {
            for (var slot = first; slot < Math.Min(end, free.Length); slot++)
                free[slot] = 0;
        }
        return free;
    }

    /// <summary>In the fullest hour that the slot touches.</summary>
    private int MostForeign(IReadOnlyList<int> foreign, int slot)
    {
        var (first, end) = (slot * Grid.SlotSeconds / 3600, ((slot + 1) * Grid.SlotSeconds + 3599) / 3600);
        var most = 0;
        for (var hour = first; hour < end; hour++)
            most = Math.Max(most, Hourly.At(foreign, hour));
        return most;
    }

    /// <summary>Closures by the slots that they touch; those that are over are none.</summary>
    private IReadOnlyList<(long First, long End)> ClosedIn(Pool pool) =>
        [.. pool.Closures.Where(c => c.To > c.From).Select(c => (First: Grid.SlotOf(c.From), End: Grid.SlotFrom(c.To))).Where(c => c.End > 0)];

    /// <summary>What is held now holds slot 0 in any case; what is booked past the horizon holds its last slot.</summary>
    private void Hold(Held held, long units, int[] free)
    {
        if (units <= 0 || free.Length == 0 || held.Until <= held.From)
            return;
        var first = held.From is { } from ? Math.Min(Grid.SlotOf(from), free.Length - 1) : 0;
        for (var slot = first; slot < Math.Min(free.Length, Math.Max(first + 1, Grid.SlotFrom(held.Until))); slot++)
            free[slot] = (int)Math.Max(0L, free[slot] - units);
    }

    /// <summary>Accelerators that the tenant's quota leaves beside what it holds; null without a quota.</summary>
    internal int[]? QuotaLeft(Limits limits)
    {
        if (limits.DevicesAtOnce is not { } most)
            return null;
        var left = new int[Grid.Slots];
        Array.Fill(left, Math.Max(0, most));
        foreach (var held in limits.Holds)
            Hold(held, held.Devices, left);
        return left;
    }

    internal Limits? LimitsOf(Ask ask) => problem.Limits.GetValueOrDefault(ask.Demand.Tenant);

    /// <summary>Whoever must share a site with the workload (or must not), by either's wish.</summary>
    internal IEnumerable<(string Other, bool Together)> TiesOf(Ask ask)
    {
        var (own, name) = (ask.Demand.Wishes, ask.Demand.Workload);
        var ties = own.Together.Select(o => (Other: o, Together: true)).Concat(own.Apart.Select(o => (Other: o, Together: false)));
        foreach (var other in problem.Demands.Select(d => (d.Workload, d.Wishes.Together, d.Wishes.Apart)).Concat(problem.Standing.Select(s => (s.Workload, s.Together, s.Apart))))
        {
            if (other.Together.Contains(name))
                ties = ties.Append((other.Workload, true));
            if (other.Apart.Contains(name))
                ties = ties.Append((other.Workload, false));
        }
        return ties.Where(t => t.Other != name);
    }

    internal string? SiteOfStanding(string workload) => problem.Standing.FirstOrDefault(s => s.Workload == workload)?.Site;

    internal DataSite? WhereIs(string site) =>
        problem.DataSites.FirstOrDefault(s => s.Site == site)
        ?? (problem.Pools.FirstOrDefault(p => p.Site == site) is { } pool ? new DataSite(site, pool.Region, pool.Country) : null);

    /// <summary>The last slot in which the run may start in the pool.</summary>
    internal long LastStart(Run run, Seat seat) => Math.Min(Math.Min(Grid.Slots - 1, run.LastSlot), seat.ClosedPastHorizon(Grid.Slots) - run.Touched);
}

/// <summary>A pool with its facility power per device, its grid's intensity, and the devices free in each slot.</summary>
internal sealed record Seat(int Index, Pool Pool, double Kilowatts, Hourly Intensity, Hourly? PriceFactors, int[] Free, IReadOnlyList<(long First, long End)> Closed)
{
    /// <summary>What each hour multiplies the power by; null when it does not change.</summary>
    internal Hourly? PowerFactors { get; init; }

    /// <summary>How far the intensity may be off; null where it is no forecast.</summary>
    internal Hourly? Errors { get; init; }

    /// <summary>The intensity with the policy's caution; null where that changes nothing.</summary>
    internal Hourly? Cautious { get; init; }

    /// <summary>What carbon is charged by.</summary>
    internal Hourly Charged => Cautious ?? Intensity;

    /// <summary>Hours of a run, each counted by its power.</summary>
    internal double PoweredHours(When when) => PowerFactors is { } factors ? when.Sum(factors) : when.Hours;

    /// <summary>The first closed slot past the horizon, which no run may reach.</summary>
    internal long ClosedPastHorizon(int slots) => Closed.Where(c => c.End > slots).Select(c => Math.Max(c.First, slots)).DefaultIfEmpty(long.MaxValue).Min();

    internal double? KnownMilliseconds(string place) => Pool.Latencies.FirstOrDefault(l => l.Place == place).Milliseconds;
}

/// <summary>A demand with its times on the grid.</summary>
internal sealed class Ask(Demand demand, Scene scene, Problem problem, Weights weights)
{
    private readonly Dictionary<(int Variant, string Model, double Moving), Run> runs = [];
    private readonly Grid grid = scene.Grid;

    internal Demand Demand { get; } = demand;
    internal Weights Weights { get; } = weights;

    /// <summary>Seconds from now; null when it has no due time.</summary>
    internal long? DueSeconds { get; } = demand.Wishes.DueBy is { } due ? scene.Grid.SecondsTo(due) : null;
    internal long FirstSlot { get; } = scene.Grid.SlotFrom(demand.Wishes.Earliest ?? problem.Now);
    internal long EarliestSeconds { get; } = Math.Max(0, scene.Grid.SecondsTo(demand.Wishes.Earliest ?? problem.Now));

    /// <summary>Every ten points of priority double it, linear in between; priority 50 is 1.</summary>
    internal double Factor
    {
        get
        {
            var priority = Math.Clamp(Demand.Priority, 0, 100);
            return (10 + priority % 10) * Math.Pow(2, priority / 10) / 320;
        }
    }

    /// <summary>The variant as it runs on the pool's model, its data brought there first; null when there is no such variant.</summary>
    internal Run? RunIn(int variant, Seat seat)
    {
        if (variant < 0 || variant >= Demand.Variants.Count)
            return null;
        var moving = scene.SecondsToMove(Demand, seat.Pool);
        if (!runs.TryGetValue((variant, seat.Pool.Model, moving), out var run))
        {
            var time = RunTime.Of(Demand.Variants[variant], seat.Pool.Model, problem.Teraflops).Left(Demand).After(moving);
            runs[(variant, seat.Pool.Model, moving)] = run = new Run(Demand, Demand.GangMembers, Demand.Variants[variant], time, grid);
        }
        return run;
    }
}

/// <summary>One variant of a demand on one device model: devices of the whole gang, planned time, slots touched, last start.</summary>
internal sealed class Run(Demand demand, int members, Variant variant, RunTime time, Grid grid)
{
    /// <summary>The same for one member alone.</summary>
    internal Run OfOneMember() => new(demand, 1, Variant, Time, grid);

    internal Variant Variant { get; } = variant;
    internal RunTime Time { get; } = time;
    internal long Devices { get; } = (long)members * variant.DevicesPerMember;
    internal long Seconds => Time.Seconds;
    internal double Hours { get; } = time.Seconds / 3600.0;
    internal long Touched { get; } = grid.SlotsTouchedBy(time.Seconds);
    internal long LastSlot { get; } = demand.Wishes.Deadline is { } deadline ? grid.LastSlotToEndBy(deadline, time.Seconds) : long.MaxValue;
}
