namespace ComputeNet.Brain.Solvers;

/// <summary>The cheapest fate of one demand when capacity is not limited but has prices: the subproblem of the Lagrangian.</summary>
internal static class PricedFate
{
    /// <summary>The reduced cost (joint cost + charge) and where; option −1 is leaving the demand out. Adds starts priced to <paramref name="work"/>.</summary>
    internal static (long ReducedCost, int Option, int Slot) Of(OptionTable table, SlotPrices prices, int demand, ref long work)
    {
        var (option, slot, cost) = (-1, -1, table.AbsenceOf(demand));
        var end = table.EndOf(demand);
        for (var o = table.FirstOf(demand); o < end; o++)
        {
            ref readonly var candidate = ref table[o];
            // A charge is never negative: no later option can do better. At equal cost being placed is better than being left out.
            if (candidate.CheapestMicroYuan >= cost && option >= 0)
                break;
            work++;
            if (!prices.IsPriced(candidate.Pool))
            {
                if (candidate.CheapestMicroYuan < cost || option < 0)
                    (option, slot, cost) = (o, candidate.CheapestSlot, candidate.CheapestMicroYuan);
                continue;
            }
            work += candidate.LastSlot - candidate.FirstSlot;
            var row = table.CostRow(demand, o);
            var sums = prices.SumsFrom(candidate);
            var (devices, touched, last) = ((long)candidate.Devices, candidate.Touched, sums.Length - 1);
            for (var i = 0; i < row.Length; i++)
            {
                var here = row[i] + devices * (sums[Math.Min(last, i + touched)] - sums[i]);
                if (here < cost)
                    (option, slot, cost) = (o, candidate.FirstSlot + i, here);
            }
        }
        return (cost, option, slot);
    }
}
