using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Contracts.Plans;

/// <summary>
/// A choice that no other beats: whatever is cheaper is slower or dirtier, and so on. What is compared is yuan (compute and egress), milliseconds
/// of round trip, and grams of CO₂e, unweighted.
/// </summary>
/// <param name="Site">Of the choice, like all that follow.</param>
/// <param name="Terms">The joint cost by objective, for comparison with what the brain would choose.</param>
public sealed record FrontierPoint(
    SiteId Site,
    PoolId Pool,
    int VariantIndex,
    Architecture Architecture,
    AcceleratorModelId Model,
    DateTimeOffset Start,
    DateTimeOffset End,
    CandidateFigures Figures,
    IReadOnlyList<CostTerm> Terms)
{
    public long CostMicroYuan => Terms.Sum(t => t.MicroYuan);
}
