using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Contracts.Plans;

/// <summary>
/// How a workload would run best if it could be interrupted at checkpoints: the place, the stretches in which it runs, and what that costs.
/// </summary>
/// <param name="Stretches">In order; each begins on a slot boundary, and all but the first with the resume.</param>
/// <param name="Figures">With the run time that the resumes add.</param>
/// <param name="Terms">Joint cost by objective; <c>resume</c> is what the resumes cost besides their run time.</param>
/// <param name="Places">The workload has no place as it is.</param>
/// <param name="Difference">Against what the workload gets as it is; null when that is nothing.</param>
public sealed record InterruptedRun(
    SiteId Site,
    PoolId Pool,
    int VariantIndex,
    IReadOnlyList<RunStretch> Stretches,
    CandidateFigures Figures,
    IReadOnlyList<CostTerm> Terms,
    bool Places,
    FigureDifference? Difference)
{
    public long CostMicroYuan => Terms.Sum(t => t.MicroYuan);
}

/// <summary>One uninterrupted stretch of a run.</summary>
public sealed record RunStretch(DateTimeOffset Start, DateTimeOffset End);
