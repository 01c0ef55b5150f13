using ComputeNet.Contracts.Sites;

namespace ComputeNet.Adapters.Slurm;

/// <summary>How an order lies on nodes: one job, its members spread evenly, so that each node's share is a whole number that Slurm can be asked for.</summary>
/// <param name="Nodes">Exactly so many; null leaves it to Slurm (processor cores).</param>
/// <param name="Device">On each of them.</param>
/// <param name="Steps">Members run as tasks of a step: a gang, and whatever is to be warned before its time is up (older versions warn steps only).</param>
public sealed record SlurmShape(int? Nodes, int? TasksPerNode, int CpusPerTask, SlurmGres? Device, bool Steps)
{
    /// <summary>Null when the gang does not spread evenly over the pool's nodes. The fewest nodes that do are taken: interconnect is best within one.</summary>
    public static SlurmShape? Of(JobOrder order, SlurmPool pool)
    {
        var (members, each, steps) = (order.GangMembers, order.Variant.DevicesPerMember, order.GangMembers > 1 || order.Checkpoint is not null);
        if (pool.Kind is null)
            return new(members == 1 ? 1 : null, null, each, null, steps);
        for (var nodes = 1; nodes <= Math.Min(members, pool.Nodes.Count); nodes++)
        {
            var together = members / nodes;
            if (members % nodes == 0 && pool.Nodes.Count(n => pool.DevicesOf(n) >= together * each) >= nodes)
                return new(nodes, together, CpusOf(order, pool), pool.Kind with { Count = together * each }, steps);
        }
        return null;
    }

    /// <summary>Cores that go with a member's devices: as asked for, else the devices' share of a node.</summary>
    private static int CpusOf(JobOrder order, SlurmPool pool) => order.Variant.MilliCoresPerMember is { } milli
        ? (milli + 999) / 1000
        : Math.Max(1, pool.Nodes.Min(n => n.Cpus / Math.Max(1, pool.DevicesOf(n))) * order.Variant.DevicesPerMember);
}
