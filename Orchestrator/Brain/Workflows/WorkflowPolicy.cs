using ComputeNet.Brain.Problem;

namespace ComputeNet.Brain.Workflows;

/// <summary>What moving data is worth, and how much work a solve may be. Negative or non-finite factors count as zero.</summary>
public sealed record WorkflowPolicy
{
    /// <summary>Factor on egress; 1 = as the tariff says.</summary>
    public double EgressWeight { get; init; } = 1;

    /// <summary>Yuan per hour that a gang waits for data.</summary>
    public decimal TransferYuanPerHour { get; init; }

    /// <summary>Charged where no route knows its throughput: 100 Mbit/s, less than any compute site offers.</summary>
    public double AssumedMegabytesPerSecond { get; init; } = 12.5;

    /// <summary>Entries of the largest cost table (8 bytes each). What needs a larger one is bounded by smaller tables and searched.</summary>
    public int TableEntries { get; init; } = 1 << 20;

    /// <summary>Entries of all costs between pairs of gangs together (8 bytes each); a workflow that needs more is refused.</summary>
    public long PairEntries { get; init; } = 50_000_000;

    /// <summary>Partial placements that the search may look at, where tables alone do not decide.</summary>
    public long SearchedPlacements { get; init; } = 5_000_000;

    /// <summary>Moving data weighs like any price, waiting for it like any waiting.</summary>
    public static WorkflowPolicy From(PlanningPolicy policy) => new() { EgressWeight = policy.PriceWeight, TransferYuanPerHour = policy.WaitingYuanPerHour };
}
