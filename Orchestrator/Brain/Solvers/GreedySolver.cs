using System.Numerics;
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
        foreach (var demand in table.Order)
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

    /// <summary>
    /// Two orders for schedules at prices: what takes most device-slots first, and what pays most for contended capacity first; in doubling
    /// classes, within which the earlier ideal start goes first, so that runs fill a pool from its beginning.
    /// </summary>
    internal static IEnumerable<int[]> PricedOrders(OptionTable table, PricingSolver pricing)
    {
        var (prices, ideals, order) = (pricing.Best, pricing.Ideals, table.Order);
        yield return Sorted((o, _) => (ulong)o.Units * (ulong)o.Touched);
        yield return Sorted((o, slot) => (ulong)(o.Spread > 0 ? SpreadFate.ChargeAt(table, prices, o, slot) : prices.Charge(o, slot)));

        int[] Sorted(Func<Option, int, ulong> size) =>
        [
            .. order.OrderByDescending(d => ideals[d].Option < 0 ? 0 : BitOperations.Log2(1 + size(table[ideals[d].Option], ideals[d].Slot)))
                .ThenBy(d => ideals[d].Slot),
        ];
    }
}
