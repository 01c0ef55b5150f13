namespace ComputeNet.Brain.Solvers;

/// <summary>The cheapest fate of one demand in the room that a schedule leaves.</summary>
internal static class BestFate
{
    /// <summary>Ties go to the cheaper option in the table's order, then to the earlier start. Adds the starts looked at to <paramref name="work"/>.</summary>
    internal static Fate Of(OptionTable table, CapacityGrid grid, int demand, ref long work) => Search(table, grid, null, demand, long.MaxValue, ref work) ?? Fate.Absent(table, demand);

    /// <summary>The same when it costs less than a limit, else null: a tight limit spares most of the search.</summary>
    internal static Fate? Below(OptionTable table, CapacityGrid grid, int demand, long limit, ref long work) =>
        Search(table, grid, null, demand, limit, ref work) is { } found ? found : table.AbsenceOf(demand) < limit ? Fate.Absent(table, demand) : null;

    /// <summary>Cheapest with a charge on the capacity used; the fate's own cost is without the charge.</summary>
    internal static Fate Priced(OptionTable table, CapacityGrid grid, SlotPrices prices, int demand, ref long work) => Search(table, grid, prices, demand, long.MaxValue, ref work) ?? Fate.Absent(table, demand);

    private static Fate? Search(OptionTable table, CapacityGrid grid, SlotPrices? prices, int demand, long limit, ref long work)
    {
        var (found, slot, cost, members) = (-1, -1, limit, default(int[]));
        var end = table.EndOf(demand);
        for (var o = table.FirstOf(demand); o < end; o++)
        {
            ref readonly var option = ref table[o];
            // A charge is never negative: neither this option nor a later one can do better.
            if (option.LeastMicroYuan >= cost)
                break;
            if (prices is not null && option.LeastMicroYuan + prices.LeastCharge(option) >= cost)
                continue;
            work += option.LastSlot - option.FirstSlot + 1;
            if (option.Spread == 0 && grid.Commons is { } commons && !commons.Allows(table.Candidate(demand, option)))
                continue;
            var quota = grid.Commons is { } shared ? shared.QuotaRow(table.Candidate(demand, option)) : [];
            if (option.Spread > 0)
            {
                if (SpreadFate.Scan(table, grid, prices, demand, o, quota, ref cost) is { } spread)
                    (found, slot, members) = (o, spread.Slot, spread.Members);
            }
            else if (Scan(table.CostRow(demand, o), grid.Row(option.Pool), quota, prices, option, ref cost) is var start && start >= 0)
                (found, slot, members) = (o, start, null);
        }
        return found < 0 ? null : new Fate(found, slot, table.CostOf(demand, table[found], slot, members), Members: members);
    }

    /// <summary>
    /// The earliest of the cheapest starts below <paramref name="cost"/>, or −1. Runs from the last start back and remembers the next slot that
    /// is too full, so that each start is judged by one comparison.
    /// </summary>
    private static int Scan(ReadOnlySpan<long> costs, ReadOnlySpan<int> free, ReadOnlySpan<int> quota, SlotPrices? prices, in Option option, ref long cost)
    {
        var (best, nextFull) = (-1, int.MaxValue);
        for (var t = Math.Min(free.Length, option.LastSlot + option.Touched) - 1; t >= option.FirstSlot; t--)
        {
            if (free[t] < option.Units || (!quota.IsEmpty && quota[t] < option.Accelerators))
                nextFull = t;
            if (t > option.LastSlot || nextFull < t + option.Touched)
                continue;
            var here = costs[t - option.FirstSlot] + (prices?.Charge(option, t) ?? 0);
            if (here < cost || (best >= 0 && here == cost))
                (best, cost) = (t, here);
        }
        return best;
    }
}
