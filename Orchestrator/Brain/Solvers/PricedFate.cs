namespace ComputeNet.Brain.Solvers;

/// <summary>The cheapest fate of one demand when capacity is not limited but has prices: the subproblem of the Lagrangian.</summary>
internal static class PricedFate
{
    /// <summary>The reduced cost (joint cost + charge) and where; option −1 is leaving the demand out. Adds starts priced to <paramref name="work"/>.</summary>
    internal static (long ReducedCost, int Option, int Slot) Of(OptionTable table, SlotPrices prices, int demand, ref long work) =>
        Of(table, prices, demand, -1, null, ref work);

    /// <param name="likely">An option that is probably still the cheapest (−1: none): looked at first, it spares most others. Of equal fates it may decide which.</param>
    /// <param name="spare">Room for one row of costs, where several threads ask at once.</param>
    internal static (long ReducedCost, int Option, int Slot) Of(OptionTable table, SlotPrices prices, int demand, int likely, long[]? spare, ref long work)
    {
        var best = (Cost: table.AbsenceOf(demand), Option: -1, Slot: -1);
        if (likely >= 0)
            Look(table, prices, demand, likely, spare, ref best, ref work);
        var end = table.EndOf(demand);
        for (var o = table.FirstOf(demand); o < end; o++)
        {
            ref readonly var candidate = ref table[o];
            // A charge is never negative: no later option can do better. At equal cost being placed is better than being left out.
            if (candidate.LeastMicroYuan >= best.Cost && best.Option >= 0)
                break;
            if (o != likely && (best.Option < 0 || candidate.LeastMicroYuan + prices.LeastCharge(candidate) < best.Cost))
                Look(table, prices, demand, o, spare, ref best, ref work);
        }
        return (best.Cost, best.Option, best.Slot);
    }

    private static void Look(OptionTable table, SlotPrices prices, int demand, int o, long[]? spare, ref (long Cost, int Option, int Slot) best, ref long work)
    {
        ref readonly var option = ref table[o];
        work++;
        if (option.Spread > 0)
        {
            work += option.LastSlot - option.FirstSlot;
            if (SpreadFate.Priced(table, prices, demand, o, best.Cost) is { } found)
                best = (found.ReducedCost, o, found.Slot);
            return;
        }
        if (!prices.IsPriced(option.Pool))
        {
            var cheapest = table.CheapestOf(demand, o);
            if (cheapest.MicroYuan < best.Cost || best.Option < 0)
                best = (cheapest.MicroYuan, o, cheapest.Slot);
            return;
        }
        work += option.LastSlot - option.FirstSlot;
        var row = table.CostRow(demand, o, spare);
        var sums = prices.SumsFrom(option);
        var (devices, touched, last, least, at) = ((long)option.Units, option.Touched, sums.Length - 1, best.Cost, -1);
        var within = Math.Clamp(last - touched + 1, 0, row.Length);
        for (var i = 0; i < within; i++)
        {
            var here = row[i] + devices * (sums[i + touched] - sums[i]);
            if (here < least)
                (least, at) = (here, i);
        }
        for (var i = within; i < row.Length; i++)
        {
            var here = row[i] + devices * (sums[last] - sums[i]);
            if (here < least)
                (least, at) = (here, i);
        }
        if (at >= 0)
            best = (least, o, option.FirstSlot + at);
    }
}
