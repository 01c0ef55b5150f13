using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Domain.Pools;
using ComputeNet.Domain.Workloads;
using ComputeNet.Service.Sites;
using Marten;

namespace ComputeNet.Service.Plans;

/// <summary>The machines of the pools that tell theirs, and who sits on them by the leases: what the round deducts before it gives seats.</summary>
internal static class NodesSnapshot
{
    internal static async Task<PlanningProblem> WithNodesAsync(this PlanningProblem problem, IQuerySession session, IReadOnlyList<Pool> pools, CancellationToken ct)
    {
        var telling = pools.Where(p => p.Declaration.Nodes is { Count: > 0 }).ToDictionary(p => p.PoolId);
        if (telling.Count == 0)
            return problem;
        var holders = await session.WorkloadsAsync(telling.Values.SelectMany(p => p.Leases).Select(l => l.Workload), ct);
        return problem with { Pools = [.. problem.Pools.Select(supply => telling.TryGetValue(supply.Pool, out var pool) ? WithNodes(supply, pool, holders) : supply)] };
    }

    private static PoolSupply WithNodes(PoolSupply supply, Pool pool, IReadOnlyDictionary<WorkloadId, Workload> holders)
    {
        var seated = pool.Leases.Select(l => (Lease: l, Seated: Seated(l, holders.GetValueOrDefault(l.Workload)))).ToList();
        return supply with
        {
            Nodes = pool.Declaration.Nodes,
            Sharing = pool.Declaration.Sharing,
            Seated = seated.Count == 0 ? null : [.. seated.Select(s => s.Seated)],
            // Who reserved nothing holds no capacity against a promise: only its seats, until it gives way.
            Commitments = [.. seated.Where(s => s.Seated is not { Class: ServiceClass.BestEffort, Seats: not null }).SelectMany(s => ProblemSnapshot.HeldBy(s.Lease))],
        };
    }

    private static SeatedWorkload Seated(Lease lease, Workload? holder) => new(
        lease.Workload, ClassOf(lease, holder) ?? ServiceClass.Guaranteed, holder?.Request.Priority ?? 0, lease.GrantedAt, lease.Devices)
    { Seats = lease.Seats };

    private static ServiceClass? ClassOf(Lease lease, Workload? holder) =>
        holder?.Current is { } current && current.Job == lease.Job ? holder.Request.Variants[current.VariantIndex].Class : null;
}
