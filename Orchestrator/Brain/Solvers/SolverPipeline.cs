using ComputeNet.Brain.Plans;

namespace ComputeNet.Brain.Solvers;

/// <summary>What the solvers hand over: a decision per demand, the proof of the bound, and how it was reached.</summary>
internal sealed record Solution(IReadOnlyList<Decision> Decisions, IReadOnlyList<PoolPrices> Prices, long LowerBoundMicroYuan, string Story);

/// <summary>The steps of a solve, in order; every step starts from a valid schedule and leaves one that is no dearer.</summary>
internal static class SolverPipeline
{
    internal static Solution Solve(OptionTable table)
    {
        var schedule = GreedySolver.Solve(table);
        return new Solution(Decide(schedule), [], BoundWithoutPrices(table), "greedy");
    }

    private static long BoundWithoutPrices(OptionTable table)
    {
        var bound = 0L;
        for (var d = 0; d < table.Demands; d++)
            bound += table.FirstOf(d) < table.EndOf(d) ? table[table.FirstOf(d)].CheapestMicroYuan : table.AbsenceOf(d);
        return bound;
    }

    private static Decision[] Decide(Schedule schedule)
    {
        var (table, decisions) = (schedule.Table, new Decision[schedule.Table.Demands]);
        for (var d = 0; d < decisions.Length; d++)
        {
            var (fate, demand) = (schedule[d], table.Case.Demands[d]);
            decisions[d] = fate.IsPlaced
                ? new Decision(demand, table.Case.Pools[table[fate.Option].Pool], table[fate.Option].Variant, fate.Slot)
                : new Decision(demand, null, -1, -1);
        }
        return decisions;
    }
}
