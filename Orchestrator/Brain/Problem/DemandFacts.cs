using ComputeNet.Contracts.Plans;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Problem;

/// <summary>A demand with its derived times, sizes and latencies.</summary>
public sealed class DemandFacts
{
    private readonly VariantFacts[] variants;
    private readonly VariantFacts[]?[] byModel;
    private readonly VariantFacts[][]? byPool;
    private readonly long[]? costsAhead;

    internal DemandFacts(Demand demand, PlanningCase @case)
    {
        Demand = demand;
        (Ties, Limits) = (@case.Ties.Of(demand), @case.LimitsOf(demand.Tenant));
        Weights = @case.WeightsOf(demand.Tenant);
        DueSeconds = demand.Placement.DueBy is { } due ? @case.Clock.SecondsFromNow(due) : long.MaxValue;
        Latencies = demand.Placement.ClientPlace is { } place ? @case.LatenciesFrom(place) : null;
        Interruption = InterruptionFacts.Of(demand.Interruptible);
        var earliest = demand.Placement.EarliestStart ?? @case.Problem.Now;
        EarliestSlot = @case.Clock.FirstSlotFrom(earliest);
        EarliestSeconds = Math.Max(0, @case.Clock.SecondsFromNow(earliest));
        variants = [.. demand.Variants.Select(v => Facts(v, v.ReferenceModel ?? v.Throughput?.FirstOrDefault()?.Model ?? default))];
        costsAhead = AheadByPool(demand.CostsAhead, @case.Pools);
        byModel = [.. demand.Variants.Select(v => RunTime.DependsOnModel(v) ? @case.Models.Select(model => Facts(v, model)).ToArray() : null)];

        if (MovingSeconds(demand, @case) is { } moving)
            byPool = [.. demand.Variants.Select((_, variant) => @case.Pools.Select(pool => (byModel[variant] is { } models ? models[pool.ModelIndex] : variants[variant]).After(moving[pool.Index])).ToArray())];

        VariantFacts Facts(Contracts.Workloads.Variant variant, AcceleratorModelId model) => new(demand, variant, InterruptionFacts.Rest(demand, RunTime.Of(variant, model, @case.Peaks)), @case.Clock);
    }

    public Demand Demand { get; }

    /// <summary>Workloads that it must share a site with, or must not.</summary>
    public IReadOnlyList<Tie> Ties { get; }

    /// <summary>The tenant's quota and budget; null when it has none.</summary>
    public TenantLimits? Limits { get; }

    /// <summary>The tenant's own weights.</summary>
    public Weights Weights { get; }

    /// <summary>What interrupting it takes; null when it runs in one piece.</summary>
    public InterruptionFacts? Interruption { get; }

    /// <summary>The due time in seconds from now; <see cref="long.MaxValue"/> when there is none.</summary>
    public long DueSeconds { get; }

    /// <summary>The first slot that starts at the wished earliest start or later; may lie beyond the horizon.</summary>
    public long EarliestSlot { get; }

    /// <summary>Waiting counts from here: the earliest start as seconds from now, at least 0.</summary>
    public long EarliestSeconds { get; }

    /// <summary>As told: on the reference model, or on any where the model does not matter.</summary>
    public IReadOnlyList<VariantFacts> Variants => variants;

    /// <summary>The variant as it runs on the pool's devices, its data brought there first.</summary>
    public VariantFacts VariantOn(int variantIndex, PoolFacts pool) =>
        byPool is not null ? byPool[variantIndex][pool.Index] : byModel[variantIndex] is { } models ? models[pool.ModelIndex] : variants[variantIndex];

    internal bool HasCostsAhead => costsAhead is not null;

    /// <summary>Micro-yuan that the stages after this one cost from the pool's site, above the best.</summary>
    internal long CostAheadFrom(int pool) => costsAhead?[pool] ?? 0;

    /// <summary>Round trip to every pool by its index; null when the demand names no client place.</summary>
    internal PoolLatencies? Latencies { get; }

    private static long[]? AheadByPool(IReadOnlyList<SiteCostAhead>? told, IReadOnlyList<PoolFacts> pools)
    {
        if (told is not { Count: > 0 })
            return null;
        var bySite = new Dictionary<SiteId, long>();
        foreach (var site in told)
            bySite.TryAdd(site.Site, Math.Clamp(site.MicroYuan, 0, Micro.MostPerTerm + 1));
        var dearest = bySite.Values.Max();
        return [.. pools.Select(p => bySite.GetValueOrDefault(p.Supply.Site, dearest))];
    }

    /// <summary>By pool, how long the demand's data takes to get there; null when it has none, or when nobody knows how fast any of it moves.</summary>
    private static long[]? MovingSeconds(Demand demand, PlanningCase @case)
    {
        if (demand.Placement.Data is not { Count: > 0 } data || @case.Worst.MegabytesPerSecond is not { } slowest)
            return null;
        return [.. @case.Pools.Select(p => RunTime.Whole(data.Sum(d => (Known.Figure(d.Gigabytes) ?? 0) * p.SecondsPerGigabyte(d.At, slowest))))];
    }

    /// <summary>Whether the gang may stand in several pools of a site; one member never does.</summary>
    internal bool MaySpread => Demand.Span == Contracts.Workloads.GangSpan.Site && Demand.GangMembers > 1;

    /// <summary>Every ten points of priority double it, linear in between; priority 50 is 1.</summary>
    public double PriorityFactor
    {
        get
        {
            var priority = Math.Clamp(Demand.Priority, 0, 100);
            return (10 + priority % 10) * (double)(1 << (priority / 10)) / 320;
        }
    }
}

/// <summary>Size and time of one variant on one device model. Unknown run time is planned as the time limit, and marked.</summary>
public sealed class VariantFacts
{
    private readonly Demand demand;
    private readonly int members;
    private readonly SlotClock clock;

    internal VariantFacts(Demand demand, Contracts.Workloads.Variant variant, CandidateRunTime time, SlotClock clock) : this(demand, demand.GangMembers, variant, time, clock)
    {
    }

    private VariantFacts(Demand demand, int members, Contracts.Workloads.Variant variant, CandidateRunTime time, SlotClock clock)
    {
        (this.demand, this.members, this.clock) = (demand, members, clock);
        (Variant, Time) = (variant, time);
        Devices = (long)members * variant.DevicesPerMember;
        TouchedSlots = clock.SlotsTouchedBy(DurationSeconds);
        LastSlotForDeadline = demand.Placement.Deadline is { } deadline ? clock.LastSlotToEndBy(deadline, DurationSeconds) : long.MaxValue;
    }

    /// <summary>The same run when its data has to come first: that lengthens the run and its limit, since the devices are held meanwhile.</summary>
    internal VariantFacts After(long movingSeconds) => movingSeconds == 0 || Time.DurationSeconds <= 0 ? this : new(demand, members, Variant, Time with
    {
        DurationSeconds = RunTime.Longer(Time.DurationSeconds, movingSeconds),
        TimeLimitSeconds = RunTime.Longer(Time.TimeLimitSeconds, movingSeconds),
        TransferSeconds = movingSeconds,
    }, clock);

    /// <summary>The same for one member alone.</summary>
    internal VariantFacts OfOneMember() => new(demand, 1, Variant, Time, clock);

    public Contracts.Workloads.Variant Variant { get; }

    /// <summary>Run time and limit on this model, and how the run time is known.</summary>
    public CandidateRunTime Time { get; }

    /// <summary>Of the whole gang.</summary>
    public long Devices { get; }

    public long DurationSeconds => Time.DurationSeconds;
    public bool DurationIsAssumed => Time.Basis < Basis.Stated;
    public long TouchedSlots { get; }

    /// <summary>The last slot from which it ends by the deadline; −1 when none, <see cref="long.MaxValue"/> without a deadline.</summary>
    public long LastSlotForDeadline { get; }
}

/// <summary>Round trips from one client place to every pool, by pool index; an unknown one is charged as the highest known.</summary>
internal sealed class PoolLatencies(double?[] milliseconds, Provenance[] provenances, double worst, Provenance worstProvenance)
{
    internal double? KnownTo(int pool) => milliseconds[pool];
    internal double ChargedTo(int pool) => milliseconds[pool] ?? worst;
    internal Provenance ProvenanceTo(int pool) => milliseconds[pool] is null ? worstProvenance : provenances[pool];
}
