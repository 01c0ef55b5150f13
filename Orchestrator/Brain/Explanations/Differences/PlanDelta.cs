using ComputeNet.Contracts.Plans;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Explanations.Differences;

/// <summary>
/// What is different between two decisions: the inputs that changed, the demands whose fate or cost changed and why, and what the whole costs
/// more or less. Two decisions on the same inputs have no inputs, no moves and no terms here.
/// </summary>
public sealed record PlanDelta(long ObjectiveBeforeMicroYuan, long ObjectiveAfterMicroYuan, IReadOnlyList<CostTerm> Terms, IReadOnlyList<InputChange> Inputs, IReadOnlyList<Move> Moves)
{
    /// <summary>What runs and is asked to go on elsewhere in one of the decisions, or in both for another place or gain. Its cost is not part of the objective.</summary>
    public IReadOnlyList<Move> Running { get; init; } = [];

    public bool IsNothing => Inputs.Count == 0 && Moves.Count == 0 && Running.Count == 0 && ObjectiveBeforeMicroYuan == ObjectiveAfterMicroYuan;
}

/// <summary>What an input belongs to.</summary>
public enum InputSubject { Problem, Policy, Pool, Demand }

/// <summary>
/// One member of an input that is not as it was; <paramref name="Member"/> is its name in the stored JSON (for policies with the group before a dot),
/// or <c>*</c> when the whole pool or demand is new (before empty) or gone (after empty). Long lists of numbers are told by their mean.
/// </summary>
public sealed record InputChange(InputSubject Subject, string Name, string Member, string Before, string After);

/// <summary>
/// New and Gone: only one of the problems has the demand. Placed and LeftOut: it got or lost its place. Moved: other pools, variant, start or stretches.
/// Reseated: other devices of the same pool at the same time and cost. Repriced: the same place at another cost.
/// </summary>
public enum MoveKind { New, Gone, Placed, LeftOut, Moved, Reseated, Repriced }

/// <summary>A place in space and time.</summary>
public sealed record Spot(SiteId Site, PoolId Pool, int VariantIndex, DateTimeOffset Start, DateTimeOffset End, CandidateFigures Figures);

/// <summary>
/// One demand whose fate changed. The terms are after minus before, without those that are zero; why is a code with numbers, judged by the law
/// in both problems; causes are the changed inputs that touch either place or the demand: none means that others moved. For
/// what runs a place is where the rest of it goes on.
/// </summary>
public sealed record Move(WorkloadId Workload, MoveKind Kind, Spot? From, Spot? To, IReadOnlyList<CostTerm> Terms, Refusal Why, IReadOnlyList<InputChange> Causes)
{
    public long CostMicroYuan => Terms.Sum(t => t.MicroYuan);
}
