using System.Globalization;

namespace ComputeNet.Brain.Solvers;

/// <summary>
/// Raises the bound by pricing contended capacity, and after each stage makes new schedules with those prices: a demand that could as well
/// go elsewhere then leaves the contended pool to one that could not.
/// </summary>
internal sealed class PricingStep : ISolverStep
{
    /// <summary>Prices are good enough for schedules long before the bound has settled, and which prices serve best cannot be told beforehand.</summary>
    private const int Stages = 4;

    public void Improve(SolverState state)
    {
        if (state.Limits.PricingRounds <= 0)
            return;
        for (var stage = 1; stage <= Stages && !state.IsOptimal; stage++)
        {
            state.Pricing.Improve(state.Schedule.CostMicroYuan, (int)((long)state.Limits.PricingRounds * stage / Stages), state.Limits.PricedStarts / Stages * stage);
            state.Offer(GreedySolver.SolvePriced(state.Table, state.Pricing.Best, GreedySolver.Order(state.Table)));
            state.Offer(GreedySolver.SolvePriced(state.Table, state.Pricing.Best, GreedySolver.LargestFirst(state.Table)));
        }
        state.Tell(string.Create(CultureInfo.InvariantCulture, $"{state.Pricing.Rounds} rounds of pricing"));
    }
}
