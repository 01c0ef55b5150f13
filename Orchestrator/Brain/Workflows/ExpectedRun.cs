using ComputeNet.Brain.Explanations;
using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Plans;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Workflows;

/// <summary>What a demand would cost and how long it would take in a pool, from its first possible start: the same figures as those of a placement.</summary>
public sealed record ExpectedRun(CandidateFigures Figures, CandidateRunTime RunTime)
{
    /// <summary>Null when the problem has no such pool.</summary>
    public static ExpectedRun? Of(PlanningCase @case, Demand demand, PoolId pool, int variantIndex)
    {
        if (@case.FindPool(pool) is not { } found)
            return null;
        var candidate = new Candidacy(@case, @case.Consider(demand), variantIndex, found);
        return new ExpectedRun(FiguresOf.Candidate(candidate, (int)Math.Min(candidate.FirstSlot, @case.Clock.Slots - 1)), candidate.Variant.Time);
    }
}
