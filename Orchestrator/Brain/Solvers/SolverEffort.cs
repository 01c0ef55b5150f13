using ComputeNet.Brain.Problem;

namespace ComputeNet.Brain.Solvers;

/// <summary>The share of the policy's limits that one solve uses.</summary>
internal sealed record SolverEffort(int PricingRounds, long PricedStarts, long ImprovementStarts, long SplitCells)
{
    /// <summary>A round that follows another with few changes: its prices are nearly right already, its exchanges mind what changed.</summary>
    private const int ShareOfPricing = 125;
    private const int ShareOfExchanges = 20;
    private const int ShareOfSplits = 10;

    /// <summary>Cells of a table of stretches that take as long as a start looked at.</summary>
    private const int CellsPerStart = 4;

    internal static SolverEffort Whole(SolverLimits limits) => new(limits.PricingRounds, limits.PricedStarts, limits.ImprovementStarts, Cells(limits));

    internal static SolverEffort OfARound(SolverLimits limits) =>
        new((limits.PricingRounds + ShareOfPricing - 1) / ShareOfPricing, limits.PricedStarts / ShareOfPricing, limits.ImprovementStarts / ShareOfExchanges, Cells(limits) / ShareOfSplits);

    private static long Cells(SolverLimits limits) => Math.Min(limits.ImprovementStarts, long.MaxValue / CellsPerStart) * CellsPerStart;
}
