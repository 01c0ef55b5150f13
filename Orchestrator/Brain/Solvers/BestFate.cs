namespace ComputeNet.Brain.Solvers;

/// <summary>The cheapest fate of one demand in the room that a schedule leaves.</summary>
internal static class BestFate
{
    /// <summary>Ties go to the cheaper option in the table's order, then to the earlier start. Adds the starts looked at to <paramref name="work"/>.</summary>
    internal static Fate Of(OptionTable table, CapacityGrid grid, int demand, ref long work)
    {
        var (option, slot, cost) = (-1, -1, long.MaxValue);
        var end = table.EndOf(demand);
        for (var o = table.FirstOf(demand); o < end; o++)
        {
            ref readonly var candidate = ref table[o];
            if (candidate.CheapestMicroYuan >= cost)
                break;
            Scan(table, grid.Row(candidate.Pool), demand, o, ref option, ref slot, ref cost);
            work += candidate.LastSlot - candidate.FirstSlot + 1;
        }
        return option < 0 ? Fate.Absent(table, demand) : new Fate(option, slot, cost);
    }

    /// <summary>From the last start back, remembering the next slot that is too full: each start is judged by one comparison.</summary>
    private static void Scan(OptionTable table, ReadOnlySpan<int> free, int demand, int index, ref int option, ref int slot, ref long cost)
    {
        ref readonly var candidate = ref table[index];
        var (nextFull, found) = (int.MaxValue, false);
        for (var t = Math.Min(free.Length, candidate.LastSlot + candidate.Touched) - 1; t >= candidate.FirstSlot; t--)
        {
            if (free[t] < candidate.Devices)
                nextFull = t;
            if (t > candidate.LastSlot || nextFull < t + candidate.Touched)
                continue;
            var here = table.CostOf(demand, candidate, t);
            if (here < cost || (found && here == cost))
                (option, slot, cost, found) = (index, t, here, true);
        }
    }
}
