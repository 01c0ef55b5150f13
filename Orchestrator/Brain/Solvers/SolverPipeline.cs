using ComputeNet.Brain.Plans;

namespace ComputeNet.Brain.Solvers;

/// <summary>What the solvers hand over: a decision per demand, the proof of the bound, and how it was reached.</summary>
internal sealed record Solution(IReadOnlyList<Decision> Decisions, IReadOnlyList<PoolPrices> Prices, long LowerBoundMicroYuan, string Story);

/// <summary>The steps of a solve, in order, after the greedy schedule that they start from.</summary>
internal static class SolverPipeline
{
    internal static IReadOnlyList<ISolverStep> Steps { get; } = [new PricingStep(), new ExchangeStep(), new ExactStep(), new ReinsertionStep(), new SplitStep()];

    /// <summary>The schedule that the steps start from, and its bound: what a plan falls back to.</summary>
    internal static Solution StartOnly(OptionTable table) => Solve(table, []);

    internal static Solution Solve(OptionTable table, IEnumerable<ISolverStep> steps)
    {
        var state = new SolverState(table);
        foreach (var step in steps)
            step.Improve(state);
        if (Seating.Settle(state.Schedule) is not { } seats)
            return Solved(state, Decide(state.Schedule));
        if (seats.Barred > 0)
            state.Tell($"{seats.Barred} starts put off for want of a seat");
        var decisions = Decide(state.Schedule);
        foreach (var (demand, members) in seats.ByDemand)
            decisions[demand] = decisions[demand] with { Seats = members };
        return Solved(state, decisions);
    }

    private static Solution Solved(SolverState state, Decision[] decisions) => new(decisions, state.Pricing.Best.Write(), state.Pricing.LowerBoundMicroYuan, state.Story);

    internal static Decision[] Decide(Schedule schedule)
    {
        var (table, decisions) = (schedule.Table, new Decision[schedule.Table.Demands]);
        for (var d = 0; d < decisions.Length; d++)
        {
            var (fate, demand) = (schedule[d], table.Case.Demands[d]);
            decisions[d] = fate.IsPlaced
                ? new Decision(demand, table.Case.Pools[table[fate.Option].Pool], table[fate.Option].Variant, fate.Slot, fate.Stretches) { Spread = fate.Members is { } members ? table.SpreadOf(table[fate.Option]).Spread.With(members) : null }
                : new Decision(demand, null, -1, -1);
        }
        return decisions;
    }
}
