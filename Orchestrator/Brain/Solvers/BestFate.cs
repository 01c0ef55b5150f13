using System.Numerics;

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
            work += option.Spread > 0 ? option.LastSlot - option.FirstSlot + 1 : 1;
            if (option.Spread == 0 && grid.Commons is { } commons && !commons.Allows(table.Candidate(demand, option)))
                continue;
            var quota = grid.Commons is { } shared ? shared.QuotaRow(table.Candidate(demand, option)) : [];
            if (option.Spread > 0)
            {
                if (SpreadFate.Scan(table, grid, prices, demand, o, quota, ref cost) is { } spread)
                    (found, slot, members) = (o, spread.Slot, spread.Members);
            }
            else if (Scan(table, grid, quota, prices, demand, o, ref cost, ref work) is var start && start >= 0)
                (found, slot, members) = (o, start, null);
        }
        return found < 0 ? null : new Fate(found, slot, table.CostOf(demand, table[found], slot, members), Members: members);
    }

    /// <summary>The earliest of the cheapest starts below <paramref name="cost"/> that have room, or −1.</summary>
    private static int Scan(OptionTable table, CapacityGrid grid, ReadOnlySpan<int> quota, SlotPrices? prices, int demand, int o, ref long cost, ref long work)
    {
        ref readonly var option = ref table[o];
        var best = -1;
        ReadOnlySpan<long> row = [];
        var starts = option.LastSlot - option.FirstSlot + 1;
        var open = grid.StartsOf(option, quota);
        work += open.Length;
        for (var word = 0; word < open.Length; word++)
        {
            for (var bits = open[word]; bits != 0; bits &= bits - 1)
            {
                var start = word * 64 + BitOperations.TrailingZeroCount(bits);
                if (start >= starts)
                    return best;
                // Costs lie far apart in memory: they are only fetched for an option that has room.
                if (row.IsEmpty)
                    row = table.CostRow(demand, o);
                work++;
                var here = row[start] + (prices?.Charge(option, option.FirstSlot + start) ?? 0);
                if (here < cost)
                    (best, cost) = (option.FirstSlot + start, here);
            }
        }
        return best;
    }
}
