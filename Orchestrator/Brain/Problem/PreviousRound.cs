using ComputeNet.Brain.Plans;
using ComputeNet.Contracts.Plans;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Problem;

/// <summary>
/// What the round before planned, and at which prices. A problem that carries it is solved from there: what still holds stays, what changed
/// (new or finished workloads, pools with less room, other prices) is planned anew, and the rest moves only for a gain. Part of the stored
/// problem, so that the decision replays.
/// </summary>
public sealed record PreviousRound
{
    /// <summary>The instant that slot 0 of that round started, and the length of its slots: what its prices count from.</summary>
    public required DateTimeOffset Now { get; init; }
    public required int SlotMinutes { get; init; }

    /// <summary>How many rounds have followed each other up to this one, itself counted: what this round tries differs from what they tried. Null: not told.</summary>
    public int? Rounds { get; init; }

    public required IReadOnlyList<PlannedBefore> Placements { get; init; }
    public required IReadOnlyList<PoolPrices> Prices { get; init; }

    public static PreviousRound Of(PlanningProblem problem, Plan plan) => new()
    {
        Now = problem.Now,
        SlotMinutes = problem.SlotMinutes,
        Rounds = (problem.Previous?.Rounds ?? 0) + 1,
        Placements = [.. plan.Placements.Select(p => new PlannedBefore(p.Workload, p.Pool, p.VariantIndex, p.Start) { Parts = p.Parts, Stretches = p.Stretches })],
        Prices = plan.Prices,
    };
}

/// <summary>Where and when the round before planned a workload.</summary>
public sealed record PlannedBefore(WorkloadId Workload, PoolId Pool, int VariantIndex, DateTimeOffset Start)
{
    /// <summary>Of a gang over several pools; null: whole in the one.</summary>
    public IReadOnlyList<GangPart>? Parts { get; init; }

    /// <summary>The stretches that it was to run in; null: in one piece.</summary>
    public IReadOnlyList<RunStretch>? Stretches { get; init; }
}
