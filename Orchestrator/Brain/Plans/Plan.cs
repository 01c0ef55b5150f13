using ComputeNet.Brain.Packing;
using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Plans;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Plans;

/// <summary>
/// The outcome of one planning round: every demand is either placed or left out with a reason. With its problem and policy it can be
/// checked, explained and replayed at any later time.
/// </summary>
public sealed record Plan
{
    /// <summary>The shape of this document; a reader that knows another shape refuses it.</summary>
    public const int CurrentSchema = 1;

    public int Schema { get; init; } = CurrentSchema;

    /// <summary>SHA-256 of the stored problem and policy that it answers.</summary>
    public required string ProblemDigest { get; init; }
    public required string PolicyDigest { get; init; }

    /// <summary>What made it, for people: the steps taken, and what was given up if something was.</summary>
    public required string Solver { get; init; }

    /// <summary>In the order of the problem's demands.</summary>
    public required IReadOnlyList<Placement> Placements { get; init; }
    public required IReadOnlyList<LeftOut> LeftOut { get; init; }

    /// <summary>The joint cost: the sum over all placements and all demands left out.</summary>
    public required long ObjectiveMicroYuan { get; init; }

    /// <summary>The same by objective; sums to <see cref="ObjectiveMicroYuan"/>.</summary>
    public required IReadOnlyList<CostTerm> Terms { get; init; }

    /// <summary>No plan of this problem costs less; <see cref="BoundChecker"/> recomputes it from <see cref="Prices"/>.</summary>
    public required long LowerBoundMicroYuan { get; init; }

    /// <summary>Dual prices that prove the bound: what one device in one slot of a contended pool is worth. Pools not listed are worth nothing extra.</summary>
    public required IReadOnlyList<PoolPrices> Prices { get; init; }

    /// <summary>Running workloads that go on elsewhere for less, the largest gain first; null: none. Not part of the objective, which is what the demands cost.</summary>
    public IReadOnlyList<Move>? Moves { get; init; }

    /// <summary>(objective − bound) ÷ objective, 0 … 1: at most this share of the cost could be saved.</summary>
    public double Gap() => ObjectiveMicroYuan <= 0 ? 0 : (ObjectiveMicroYuan - LowerBoundMicroYuan) / (double)ObjectiveMicroYuan;
}

/// <summary>
/// A demand's place in the plan: pool, variant, start and devices of the whole gang. Slot 0 starts now; a later start is a forecast
/// that the next round may improve, and carries why it is not now.
/// </summary>
public sealed record Placement(
    WorkloadId Workload,
    SiteId Site,
    PoolId Pool,
    int VariantIndex,
    int Devices,
    int StartSlot,
    DateTimeOffset Start,
    DateTimeOffset End,
    bool DurationIsAssumed,
    CandidateFigures Figures,
    IReadOnlyList<CostTerm> Terms,
    Refusal? WhyLater)
{
    /// <summary>How long it is planned for on the chosen model, and how that is known; null in plans from before models mattered.</summary>
    public CandidateRunTime? RunTime { get; init; }

    /// <summary>What each device gives in a pool whose nodes share devices, after rounding; null: whole devices.</summary>
    public int? MilliPerDevice { get; init; }

    /// <summary>Where each member sits, in a pool that knows its nodes; null for a later start, and where the pool is a count.</summary>
    public IReadOnlyList<MemberSeat>? Seats { get; init; }

    /// <summary>Best-effort workloads that sit there and give way, the first to go first; null: nobody. It starts when they have stopped.</summary>
    public IReadOnlyList<WorkloadId>? Evicts { get; init; }

    /// <summary>
    /// The stretches of a run that is interrupted, at least two, in order: each begins with a slot, all but the first with the resume. Start is that of
    /// the first and end that of the last. Null: in one piece.
    /// </summary>
    public IReadOnlyList<RunStretch>? Stretches { get; init; }

    /// <summary>Of a gang over several pools of the site: all of them, <see cref="Pool"/> the first; null: whole in that one.</summary>
    public IReadOnlyList<GangPart>? Parts { get; init; }

    public long CostMicroYuan() => Terms.Sum(t => t.MicroYuan);

    /// <summary>What it takes of the pool's grid.</summary>
    internal long UnitsIn(PoolFacts pool) => pool.UnitsPerDevice == 1 ? Devices : (long)Devices * (MilliPerDevice ?? Node.Whole);
}

/// <summary>A demand that the plan does not place, with the reason and what leaving it out costs.</summary>
public sealed record LeftOut(WorkloadId Workload, Refusal Why, IReadOnlyList<CostTerm> Terms)
{
    public long CostMicroYuan() => Terms.Sum(t => t.MicroYuan);
}

/// <summary>Micro-yuan per device (per milli-device in a pool whose nodes share devices) and slot, from slot 0; slots past the end of the list are 0.</summary>
public sealed record PoolPrices(PoolId Pool, IReadOnlyList<long> MicroYuanPerDeviceSlot);
