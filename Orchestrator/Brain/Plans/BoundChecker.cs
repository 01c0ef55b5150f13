using ComputeNet.Brain.Problem;
using ComputeNet.Brain.Rules;

namespace ComputeNet.Brain.Plans;

/// <summary>
/// Recomputes a plan's lower bound from its dual prices and the law alone. Why it is a bound: charge every device-slot its price π ≥ 0 and
/// pay back π × what is free; any valid plan then costs no more than before, and without the capacity rule every demand may take its own
/// cheapest fate (for one in stretches, at least what any such run would cost). So Σ cheapest fates − Σ π·free ≤ the cost of every valid plan, for any π (weak duality).
/// </summary>
public static class BoundChecker
{
    /// <exception cref="ArgumentException">A price is negative or names an unknown pool: that proves nothing.</exception>
    public static long Bound(PlanningProblem problem, PlanningPolicy policy, IReadOnlyList<PoolPrices> prices)
    {
        var @case = new PlanningCase(problem, policy);
        var cumulated = Cumulate(@case, prices, out var paidBack);
        Int128 bound = -paidBack;
        foreach (var demand in @case.Demands)
            bound += CheapestFate(@case, demand, cumulated);
        return (long)Int128.Max(Int128.Min(bound, long.MaxValue), long.MinValue);
    }

    private static Int128 CheapestFate(PlanningCase @case, DemandFacts demand, Int128[]?[] cumulated)
    {
        Int128 cheapest = Rulebook.TermsOfAbsence(@case, demand).Sum(t => t.MicroYuan);
        for (var variant = 0; variant < demand.Variants.Count; variant++)
        {
            foreach (var pool in @case.Pools)
            {
                var candidate = new Candidacy(@case, demand, variant, pool);
                if (!Rulebook.Admits(candidate))
                    continue;
                for (var slot = (int)candidate.FirstSlot; slot <= candidate.LastSlot; slot++)
                {
                    Int128 cost = Rulebook.CostOf(candidate, slot);
                    if (cumulated[pool.Index] is { } sums)
                        cost += candidate.Units * (sums[Math.Min(@case.Clock.Slots, slot + candidate.Variant.TouchedSlots)] - sums[slot]);
                    cheapest = Int128.Min(cheapest, cost);
                }
                if (demand.Interruption is not null)
                    cheapest = Int128.Min(cheapest, SplitBound.Of(candidate, slot => cumulated[candidate.Pool.Index] is { } row ? candidate.Units * (row[slot + 1] - row[slot]) : 0).MicroYuan);
            }
        }
        foreach (var (spread, _) in Spreads.Of(@case, demand, new RulesOfDemand(@case, demand)))
        {
            for (var slot = (int)spread.FirstSlot; slot <= spread.LastSlot; slot++)
                cheapest = Int128.Min(cheapest, SharedOut.Cheapest(spread, slot, cumulated));
        }
        return cheapest;
    }

    /// <summary>Per pool the running sum of its prices, so that a run's charge is one subtraction; and Σ π·free.</summary>
    private static Int128[]?[] Cumulate(PlanningCase @case, IReadOnlyList<PoolPrices> prices, out Int128 paidBack)
    {
        var cumulated = new Int128[]?[@case.Pools.Count];
        var free = new int[@case.Clock.Slots];
        paidBack = 0;
        foreach (var row in prices)
        {
            var pool = @case.FindPool(row.Pool) ?? throw new ArgumentException($"The problem has no pool {row.Pool}.", nameof(prices));
            pool.WriteFree(@case.Clock, free);
            var sums = cumulated[pool.Index] = new Int128[free.Length + 1];
            for (var slot = 0; slot < free.Length; slot++)
            {
                var price = slot < row.MicroYuanPerDeviceSlot.Count ? row.MicroYuanPerDeviceSlot[slot] : 0;
                if (price < 0)
                    throw new ArgumentException($"The price of {row.Pool} in slot {slot} is {price} µ¥; a price below zero proves nothing.", nameof(prices));
                sums[slot + 1] = sums[slot] + price;
                paidBack += (Int128)price * free[slot];
            }
        }
        return cumulated;
    }
}
