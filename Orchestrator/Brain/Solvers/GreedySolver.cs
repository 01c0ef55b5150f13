namespace ComputeNet.Brain.Solvers;

/// <summary>
/// Joint list scheduling: the most important first, then the longest waiting, each to its cheapest pool, variant and start in the room left.
/// Always succeeds; what has no room is left out.
/// </summary>
internal static class GreedySolver
{
    internal static Schedule Solve(OptionTable table)
    {
        var (schedule, work) = (new Schedule(table), 0L);
        foreach (var demand in Order(table))
            schedule.Set(demand, BestFate.Of(table, schedule.Grid, demand, ref work));
        return schedule;
    }

    /// <summary>The same with prices on capacity, then settled at true costs.</summary>
    internal static Schedule SolvePriced(OptionTable table, SlotPrices prices, int[] order)
    {
        var (schedule, work) = (new Schedule(table), 0L);
        foreach (var demand in order)
            schedule.Set(demand, BestFate.Priced(table, schedule.Grid, prices, demand, ref work));
        ReinsertionStep.Settle(schedule);
        return schedule;
    }

    /// <summary>By priority, then age, then name: a total order that does not depend on how the problem lists its demands.</summary>
    internal static int[] Order(OptionTable table) =>
    [
        .. Enumerable.Range(0, table.Demands)
            .OrderByDescending(d => table.Case.Demands[d].Demand.Priority)
            .ThenBy(d => table.Case.Demands[d].Demand.SubmittedAt)
            .ThenBy(d => table.Case.Demands[d].Demand.Workload.Value, StringComparer.Ordinal),
    ];

    /// <summary>By device-slots: large gangs find room while there is some; equal ones in the usual order.</summary>
    internal static int[] LargestFirst(OptionTable table) => [.. Order(table).OrderByDescending(table.SizeOf)];
}
