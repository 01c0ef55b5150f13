using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Contracts.Plans;

/// <summary>
/// What one wish less would have brought: the relaxation (a stable kebab-case word that screens translate), its numbers (unit in the key), and
/// the placement that the changed workload gets. Verified: the changed workload was placed, not estimated.
/// </summary>
/// <param name="Relaxation">For example <c>later-deadline</c>.</param>
/// <param name="Facts">From what to what, e.g. <c>deadline</c>, <c>laterSeconds</c>.</param>
/// <param name="Places">It had no place before; else it is cheaper, or with a higher priority sooner.</param>
/// <param name="Site">Of the new placement, like all that follow.</param>
/// <param name="Terms">Joint cost of the changed workload, by objective.</param>
/// <param name="Difference">Against what the workload gets as it is; null when that is nothing.</param>
/// <param name="OthersMoved">Other workloads whose fate changes; 0 for what fits beside the plan.</param>
public sealed record Counterfactual(
    string Relaxation,
    IReadOnlyDictionary<string, string> Facts,
    bool Places,
    SiteId Site,
    PoolId Pool,
    int VariantIndex,
    DateTimeOffset Start,
    DateTimeOffset End,
    CandidateFigures Figures,
    IReadOnlyList<CostTerm> Terms,
    FigureDifference? Difference,
    int OthersMoved)
{
    /// <summary>Of a gang over several pools of the site; null: whole in the one.</summary>
    public IReadOnlyList<GangPart>? Parts { get; init; }
}

/// <summary>New minus old, unweighted; null where either is unknown. The last is the joint cost in micro-yuan.</summary>
public sealed record FigureDifference(decimal? PriceYuan, double? LatencyMilliseconds, double? EnergyKilowattHours, double? CarbonGrams, long CostMicroYuan)
{
    public static FigureDifference Between(CandidateFigures before, CandidateFigures after, long costMicroYuan) => new(
        after.PriceYuan - before.PriceYuan, after.LatencyMilliseconds - before.LatencyMilliseconds,
        after.EnergyKilowattHours - before.EnergyKilowattHours, after.CarbonGrams - before.CarbonGrams, costMicroYuan);
}
