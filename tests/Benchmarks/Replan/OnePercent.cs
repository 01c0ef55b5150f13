using ComputeNet.Benchmarks.World;
using ComputeNet.Brain.Problem;

namespace ComputeNet.Benchmarks.Replan;

/// <summary>
/// One percent of a world instance changed, by seed: one workload in 200 is gone, as many new ones have come, one pool in a hundred has lost a
/// tenth of its devices and another costs 5 % more.
/// </summary>
internal static class OnePercent
{
    private const int WorkloadsPerChange = 200;
    private const int PoolsPerChange = 100;

    internal static PlanningProblem Of(PlanningProblem problem, WorldInstance instance, int seed)
    {
        var (dice, count) = (new Dice(seed), problem.Demands.Count / WorkloadsPerChange);
        var gone = Enumerable.Range(0, count).Select(_ => dice.Below(problem.Demands.Count)).ToHashSet();
        var first = dice.Below(PoolsPerChange);
        return problem with
        {
            Demands = [.. problem.Demands.Where((_, i) => !gone.Contains(i)), .. Enumerable.Range(0, count).Select(i => instance.Workload($"x-{seed}-{i:00000}", dice))],
            Pools = [.. problem.Pools.Select((pool, i) => Changed(pool, (i + first) % PoolsPerChange))],
        };
    }

    private static PoolSupply Changed(PoolSupply pool, int place) => place switch
    {
        0 => pool with { Devices = pool.Devices - pool.Devices / 10 },
        1 => pool with { PriceYuanPerDeviceHour = pool.PriceYuanPerDeviceHour * 1.05m },
        _ => pool,
    };
}
