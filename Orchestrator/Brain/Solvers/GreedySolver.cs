namespace ComputeNet.Brain.Solvers;

/// <summary>
/// Joint list scheduling: the most important first, then the longest waiting, each to its cheapest pool, variant and start in the room left.
/// Always succeeds; what has no room is left out.
/// </summary>
internal static class GreedySolver
{
    internal static Schedule Solve(OptionTable table)
    {
        var schedule = new Schedule(table);
        var work = 0L;
        foreach (var demand in Order(table))
            schedule.Set(demand, BestFate.Of(table, schedule.Grid, demand, ref work));
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
}
