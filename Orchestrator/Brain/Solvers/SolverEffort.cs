using ComputeNet.Brain.Problem;

namespace ComputeNet.Brain.Solvers;

/// <summary>The share of the policy's limits that one solve uses.</summary>
internal sealed record SolverEffort(int PricingRounds, long PricedStarts, long ImprovementStarts)
{
    /// <summary>A round that follows another with few changes: its prices are nearly right already, its exchanges mind what changed.</summary>
    private const int ShareOfPricing = 125;
    private const int ShareOfExchanges = 40;

    internal static SolverEffort Whole(SolverLimits limits) => new(limits.PricingRounds, limits.PricedStarts, limits.ImprovementStarts);

    internal static SolverEffort OfARound(SolverLimits limits) =>
        new((limits.PricingRounds + ShareOfPricing - 1) / ShareOfPricing, limits.PricedStarts / ShareOfPricing, limits.ImprovementStarts / ShareOfExchanges);
}
