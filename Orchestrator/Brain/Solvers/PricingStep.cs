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

    /// <summary>From so many demands on only the settled prices make schedules.</summary>
    private const int Many = 2_000;

    public void Improve(SolverState state)
    {
        if (state.Effort.PricingRounds <= 0)
            return;
        for (var stage = 1; stage <= Stages && !state.IsOptimal; stage++)
        {
            state.Pricing.Improve(state.Schedule.CostMicroYuan, stage / (double)Stages);
            // A schedule that follows the round before is only touched where something changed.
            if (state.IsWarm)
                continue;
            // Where many compete for one place, a schedule with unsettled prices is soon beaten and takes long to make.
            if (stage < Stages && state.Table.Demands > Many)
                continue;
            foreach (var order in GreedySolver.PricedOrders(state.Table, state.Pricing))
                state.Offer(GreedySolver.SolvePriced(state.Table, state.Pricing.Best, order));
        }
        state.Tell(string.Create(CultureInfo.InvariantCulture, $"{state.Pricing.Rounds} rounds of pricing"));
    }
}
