using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Workloads;

namespace ComputeNet.Benchmarks.World;

/// <summary>
/// The problem in the checker's own words: who may run where, from when to when, and what it costs. Shares no code with the brain's rules or
/// solvers. Costs are micro-yuan, each term rounded once; the brain may round a term that lies on a half the other way.
/// </summary>
internal sealed class Ground
{
    private readonly PlanningPolicy policy;
    private readonly long slotSeconds;
    private readonly Dictionary<string, double[]> milliseconds;

    internal Ground(PlanningProblem problem, PlanningPolicy policy)
    {
        (Problem, this.policy, slotSeconds) = (problem, policy, problem.SlotMinutes * 60L);
        var worstCarbon = problem.Pools.Max(p => p.CarbonGramsPerKilowattHour?.Max()) ?? policy.Assumed.CarbonGramsPerKilowattHour;
        var worstWatts = problem.Pools.Max(p => p.WattsPerDevice) ?? policy.Assumed.WattsPerDevice;
        var worstPue = problem.Pools.Max(p => p.Pue) ?? policy.Assumed.Pue;
        Pools = [.. problem.Pools.Select(p => new GroundPool(problem, p, worstCarbon, worstWatts, worstPue))];
        milliseconds = problem.Pools.SelectMany(p => p.Latencies).Select(l => l.Place.Value).Distinct().ToDictionary(place => place, MillisecondsFrom);
    }

    internal PlanningProblem Problem { get; }
    internal GroundPool[] Pools { get; }
    internal int Slots => Problem.Slots;

    internal static long DevicesOf(Demand demand, int variant) => (long)demand.GangMembers * demand.Variants[variant].DevicesPerMember;
    internal static long SecondsOf(Variant variant) => Math.Min(variant.ExpectedSeconds ?? variant.TimeLimitSeconds, variant.TimeLimitSeconds);
    internal int TouchedBy(Variant variant) => (int)((SecondsOf(variant) + slotSeconds - 1) / slotSeconds);

    internal double? MillisecondsTo(Demand demand, int pool) => demand.Placement.ClientPlace is { } place ? milliseconds[place.Value][pool] : null;

    /// <summary>The first and last slot in which this variant may start; empty when it never may.</summary>
    internal (int First, int Last) Window(Demand demand, int variant)
    {
        var first = (int)((EarliestSeconds(demand) + slotSeconds - 1) / slotSeconds);
        if (demand.Placement.Deadline is not { } deadline)
            return (first, Slots - 1);
        var left = (long)(deadline - Problem.Now).TotalSeconds - SecondsOf(demand.Variants[variant]);
        return (first, left < 0 ? -1 : (int)Math.Min(Slots - 1, left / slotSeconds));
    }

    internal bool MayRun(Demand demand, int variant, int pool)
    {
        var (asked, wishes, supply) = (demand.Variants[variant], demand.Placement, Problem.Pools[pool]);
        var (first, last) = Window(demand, variant);
        return asked.Architecture == supply.Architecture
            && (asked.Model is null || asked.Model == supply.Model)
            && (asked.DeviceMemoryMebibytes is null || supply.DeviceMemoryMebibytes >= asked.DeviceMemoryMebibytes)
            && DevicesOf(demand, variant) <= supply.Devices
            && (wishes.AllowedCountries.Count == 0 || wishes.AllowedCountries.Contains(supply.Country))
            && (wishes.AllowedRegions.Count == 0 || wishes.AllowedRegions.Contains(supply.Region))
            && (wishes.AllowedSites.Count == 0 || wishes.AllowedSites.Contains(supply.Site))
            && !wishes.DeniedSites.Contains(supply.Site)
            && (wishes.MaxLatencyMilliseconds is null || MillisecondsTo(demand, pool) is not { } trip || trip <= wishes.MaxLatencyMilliseconds)
            && supply.TakesNoWork is null && supply.PriceYuanPerDeviceHour is not null
            && demand.Avoids.All(a => a.Pool != supply.Pool)
            && first <= last;
    }

    /// <summary>What does not depend on the start: price and latency.</summary>
    internal long FixedCost(Demand demand, int variant, int pool)
    {
        var hours = SecondsOf(demand.Variants[variant]) / 3600.0;
        return Micro(policy.PriceWeight * Pools[pool].YuanPerHour * DevicesOf(demand, variant) * hours)
            + (MillisecondsTo(demand, pool) is { } trip ? Micro(policy.LatencyWeight * (double)policy.LatencyYuanPerMillisecondHour * trip * hours) : 0);
    }

    internal long CarbonCost(Demand demand, int variant, int pool, int slot) =>
        Micro(YuanPerGram * CarbonGrams(demand, variant, pool, slot));

    internal double CarbonGrams(Demand demand, int variant, int pool, int slot) =>
        Pools[pool].Kilowatts * DevicesOf(demand, variant) * Pools[pool].Grams(slot, SecondsOf(demand.Variants[variant]));

    internal long WaitingCost(Demand demand, int slot) => Micro((double)policy.WaitingYuanPerHour * Importance(demand) * WaitingHours(demand, slot));

    internal double WaitingHours(Demand demand, int slot) => Math.Max(0, slot * slotSeconds - EarliestSeconds(demand)) / 3600.0;

    internal long Cost(Demand demand, Spot spot) => spot.IsPlaced
        ? FixedCost(demand, spot.Variant, spot.Pool) + CarbonCost(demand, spot.Variant, spot.Pool, spot.Slot) + WaitingCost(demand, spot.Slot)
        : AbsenceCost(demand);

    /// <summary>The dearest that any admissible placement could cost, and the penalty on top.</summary>
    internal long AbsenceCost(Demand demand)
    {
        var dearest = 0L;
        for (var variant = 0; variant < demand.Variants.Count; variant++)
        {
            var (kilowattHours, waiting) = (DevicesOf(demand, variant) * SecondsOf(demand.Variants[variant]) / 3600.0, WaitingCost(demand, Math.Max(0, Window(demand, variant).Last)));
            for (var pool = 0; pool < Pools.Length; pool++)
            {
                if (MayRun(demand, variant, pool))
                    dearest = Math.Max(dearest, FixedCost(demand, variant, pool) + waiting + 1 + Micro(YuanPerGram * Pools[pool].Kilowatts * Pools[pool].Peak * kilowattHours));
            }
        }
        return dearest + LeavingOut(demand);
    }

    /// <summary>The penalty alone.</summary>
    internal long LeavingOut(Demand demand) => Micro((double)policy.UnplacedYuan * Importance(demand));

    internal static long Micro(double yuan) => (long)Math.Round(yuan * 1e6);

    private double YuanPerGram => policy.CarbonWeight * (double)policy.CarbonYuanPerTonne / 1e6;

    /// <summary>1 at priority 50, doubling every ten points, linear in between.</summary>
    private static double Importance(Demand demand) => Math.Pow(2, demand.Priority / 10 - 5) * (1 + demand.Priority % 10 / 10.0);

    private long EarliestSeconds(Demand demand) =>
        demand.Placement.EarliestStart is { } start ? Math.Max(0, (long)(start - Problem.Now).TotalSeconds) : 0;

    private double[] MillisecondsFrom(string place)
    {
        var trips = Problem.Pools.Select(p => p.Latencies.FirstOrDefault(l => l.Place.Value == place)?.Milliseconds).ToArray();
        var worst = trips.Max() ?? policy.Assumed.LatencyMilliseconds;
        return [.. trips.Select(t => t ?? worst)];
    }
}
