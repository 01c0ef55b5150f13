namespace ComputeNet.Benchmarks.World;

/// <summary>
/// What a scheduler does that looks at one figure only: oldest first, each starts as soon as any pool has room for it, in the pool with the
/// least of that figure among those with room (then the cheapest).
/// </summary>
internal sealed class Baseline(string name, Func<Ground, int, Spot, double> figure)
{
    internal static readonly IReadOnlyList<Baseline> All =
    [
        new("cheapest-now", (ground, d, c) => Yuan(ground, d, c)),
        new("nearest", (ground, d, c) => ground.MillisecondsTo(ground.Problem.Demands[d], c.Pool) ?? 0),
        new("greenest-now", (ground, d, c) => ground.CarbonGrams(ground.Problem.Demands[d], c.Variant, c.Pool, c.Slot)),
    ];

    internal string Name => name;

    internal Spot[] Answer(Ground ground)
    {
        var demands = ground.Problem.Demands;
        var free = ground.Pools.Select(p => (int[])p.Free.Clone()).ToArray();
        var spots = new Spot[demands.Count];
        foreach (var d in Enumerable.Range(0, demands.Count).OrderBy(d => demands[d].Placement.EarliestStart ?? ground.Problem.Now).ThenBy(d => demands[d].SubmittedAt).ThenBy(d => d))
        {
            spots[d] = Choose(ground, d, free);
            if (!spots[d].IsPlaced)
                continue;
            var end = Math.Min(ground.Slots, spots[d].Slot + ground.TouchedBy(demands[d].Variants[spots[d].Variant]));
            for (var slot = spots[d].Slot; slot < end; slot++)
                free[spots[d].Pool][slot] -= (int)Ground.DevicesOf(demands[d], spots[d].Variant);
        }
        return spots;
    }

    private Spot Choose(Ground ground, int d, int[][] free)
    {
        var demand = ground.Problem.Demands[d];
        var allowed = (from variant in Enumerable.Range(0, demand.Variants.Count)
                       from pool in Enumerable.Range(0, ground.Pools.Length)
                       where ground.MayRun(demand, variant, pool)
                       select (variant, pool, window: ground.Window(demand, variant), touched: ground.TouchedBy(demand.Variants[variant]), devices: Ground.DevicesOf(demand, variant))).ToList();
        for (var slot = 0; slot < ground.Slots; slot++)
        {
            var (best, least) = (Spot.Nowhere, (double.PositiveInfinity, double.PositiveInfinity));
            foreach (var (variant, pool, window, touched, devices) in allowed)
            {
                if (slot < window.First || slot > window.Last || free[pool].AsSpan(slot, Math.Min(touched, ground.Slots - slot)).ContainsAnyInRange(int.MinValue, (int)devices - 1))
                    continue;
                var candidate = new Spot(pool, variant, slot);
                var here = (figure(ground, d, candidate), Yuan(ground, d, candidate));
                if (here.CompareTo(least) < 0)
                    (best, least) = (candidate, here);
            }
            if (best.IsPlaced)
                return best;
        }
        return Spot.Nowhere;
    }

    private static double Yuan(Ground ground, int d, Spot c)
    {
        var demand = ground.Problem.Demands[d];
        return ground.Pools[c.Pool].YuanPerHour * Ground.DevicesOf(demand, c.Variant) * Ground.SecondsOf(demand.Variants[c.Variant]);
    }
}
