using ComputeNet.Benchmarks.Running;
using ComputeNet.Brain.Plans;

namespace ComputeNet.Benchmarks.World;

/// <summary>
/// The lower bound that prices prove, by weak duality: let every workload take its cheapest start anywhere when each device-slot costs its
/// price, and pay the prices back for what is free. Shares nothing with the brain's own bound checker.
/// </summary>
internal static class GroundBound
{
    internal static long Of(Ground ground, IReadOnlyList<PoolPrices> prices)
    {
        var sums = new long[ground.Pools.Length][];
        decimal paidBack = 0;
        var index = ground.Problem.Pools.Select((p, i) => (p.Pool, i)).ToDictionary(x => x.Pool, x => x.i);
        foreach (var row in prices)
        {
            if (!index.TryGetValue(row.Pool, out var pool) || sums[pool] is not null || row.MicroYuanPerDeviceSlot.Any(p => p < 0))
                throw new CheckerRefusedException($"the prices of {row.Pool} prove nothing");
            var sum = sums[pool] = new long[ground.Slots + 1];
            for (var slot = 0; slot < ground.Slots; slot++)
            {
                var price = slot < row.MicroYuanPerDeviceSlot.Count ? row.MicroYuanPerDeviceSlot[slot] : 0;
                sum[slot + 1] = checked(sum[slot] + price);
                paidBack += (decimal)price * ground.Pools[pool].Free[slot];
            }
        }
        var cheapest = new long[ground.Problem.Demands.Count];
        Parallel.For(0, cheapest.Length, d => cheapest[d] = Cheapest(ground, d, sums));
        return (long)(cheapest.Sum(c => (decimal)c) - paidBack);
    }

    private static long Cheapest(Ground ground, int d, long[]?[] sums)
    {
        var demand = ground.Problem.Demands[d];
        var best = long.MaxValue;
        var mayRunSomewhere = false;
        var waiting = Enumerable.Range(0, ground.Slots).Select(s => ground.WaitingCost(demand, s)).ToArray();
        for (var variant = 0; variant < demand.Variants.Count; variant++)
        {
            var (first, last) = ground.Window(demand, variant);
            var (devices, touched) = (Ground.DevicesOf(demand, variant), ground.TouchedBy(demand.Variants[variant]));
            for (var pool = 0; pool < ground.Pools.Length; pool++)
            {
                var fix = ground.FixedCost(demand, variant, pool);
                if (fix >= best || !ground.MayRun(demand, variant, pool))
                    continue;
                mayRunSomewhere = true;
                for (var slot = first; slot <= last; slot++)
                {
                    var charge = sums[pool] is { } sum ? checked(devices * (sum[Math.Min(ground.Slots, slot + touched)] - sum[slot])) : 0;
                    if (fix + waiting[slot] + charge < best)
                        best = Math.Min(best, fix + waiting[slot] + charge + ground.CarbonCost(demand, variant, pool, slot));
                }
            }
        }
        // Leaving out costs at least the penalty; the dearest placement is only looked up where that could matter.
        return mayRunSomewhere && best <= ground.LeavingOut(demand) ? best : Math.Min(best, ground.AbsenceCost(demand));
    }
}
