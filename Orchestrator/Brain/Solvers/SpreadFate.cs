using ComputeNet.Brain.Plans;

namespace ComputeNet.Brain.Solvers;

/// <summary>The searches of <see cref="BestFate"/> and <see cref="PricedFate"/> for a gang over several pools.</summary>
internal static class SpreadFate
{
    /// <summary>The earliest of the cheapest starts below <paramref name="cost"/> for which the pools have room together, and how the members share out; null when there is none.</summary>
    internal static (int Slot, int[] Members)? Scan(OptionTable table, CapacityGrid grid, SlotPrices? prices, int demand, int o, ReadOnlySpan<int> quota, ref long cost)
    {
        ref readonly var option = ref table[o];
        var spread = table.SpreadOf(option);
        var (members, best) = (new int[spread.Pools.Length], default((int, int[])?));
        var least = table.CostRow(demand, o);
        for (var slot = option.FirstSlot; slot <= option.LastSlot; slot++)
        {
            // Neither less room nor a charge makes a start cheaper than it is alone.
            if (least[slot - option.FirstSlot] >= cost || (!quota.IsEmpty && !Windows.Fits(quota, slot, option.Touched, option.Accelerators)))
                continue;
            if (spread.ShareOut(slot, option.Touched, prices, grid, members) is not { } shared || shared + table.OnceCost(demand, option, slot) is var here && here >= cost)
                continue;
            if (grid.Commons is { } commons && !commons.Allows(table.Candidate(demand, option, members)))
                continue;
            (best, cost) = ((slot, [.. members]), here);
        }
        return best;
    }

    /// <summary>The earliest of the cheapest starts at prices, where only the size of the pools limits: cost with charge and slot; null when none is below <paramref name="below"/>.</summary>
    internal static (long ReducedCost, int Slot)? Priced(OptionTable table, SlotPrices prices, int demand, int o, long below)
    {
        ref readonly var option = ref table[o];
        var spread = table.SpreadOf(option);
        Span<int> members = stackalloc int[spread.Pools.Length];
        var best = default((long, int)?);
        for (var slot = option.FirstSlot; slot <= option.LastSlot; slot++)
        {
            if (spread.ShareOut(slot, option.Touched, prices, null, members)!.Value + table.OnceCost(demand, option, slot) is var here && here < below)
                (best, below) = ((here, slot), here);
        }
        return best;
    }

    /// <summary>What the cheapest sharing out at prices pays for its devices.</summary>
    internal static long ChargeAt(OptionTable table, SlotPrices prices, in Option option, int slot)
    {
        var spread = table.SpreadOf(option);
        Span<int> members = stackalloc int[spread.Pools.Length];
        spread.ShareOut(slot, option.Touched, prices, null, members);
        return spread.ChargeOf(prices, slot, members, option.Touched);
    }
}
