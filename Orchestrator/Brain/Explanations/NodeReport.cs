using ComputeNet.Brain.Packing;
using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Plans;

namespace ComputeNet.Brain.Explanations;

/// <summary>What a plan leaves on the machines of the pools that tell theirs, and how much of it an average request could not use. A pure function of the record.</summary>
public static class NodeReport
{
    /// <summary>In the order of the problem's pools; empty when none tells its machines.</summary>
    public static IReadOnlyList<PoolFragmentation> Of(PlanningProblem problem, PlanningPolicy policy, Plan plan)
    {
        var @case = new PlanningCase(problem, policy);
        if (!@case.HasNodes)
            return [];
        var nodes = new CapacityLeft(@case, plan.Placements).Nodes!;
        return
        [
            .. from pool in @case.Pools
               let board = nodes.BoardOf(pool)
               where board is not null
               let mix = @case.Expected.In(pool)
               let cut = Fragmentation.Of(board, mix)
               select new PoolFragmentation(pool.Supply.Pool, pool.Nodes!.Count, pool.Devices, cut.MilliLeft, mix.Shapes.Count == 0 ? 0 : cut.MilliUnusable),
        ];
    }
}
