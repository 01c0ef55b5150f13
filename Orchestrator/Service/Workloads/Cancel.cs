using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Domain.Pools;
using ComputeNet.Domain.Workloads;
using ComputeNet.Service.Http;
using ComputeNet.Service.Sites;
using Marten;

namespace ComputeNet.Service.Workloads;

/// <summary><c>POST /api/workloads/{id}/cancel</c>: a waiting one is over at once, a running one when its site has stopped it.</summary>
public static class Cancel
{
    public static async Task<WorkloadView> Handle(
        WorkloadId id, CommandContext context, IDocumentStore store, SiteSignals signals, WorkloadReader reader, CancellationToken ct)
    {
        var site = await store.ChangeAsync(context, async session =>
        {
            var workload = context.Owned(await session.WorkloadAsync(id, ct), id);
            var cancelled = workload.Cancel(context.Now);
            session.Append<Workload>(workload.Id, workload.Revision, cancelled);
            if (workload.IsFinished || workload.Current is not { } current)
                return (SiteId?)null;
            foreach (var holder in current.Pools)
            {
                var pool = await session.LoadAsync<Pool>(Pool.StreamOf(holder), ct);
                session.Append<Pool>(pool!.Id, pool.Revision, pool.RequestStop(current.Job, "cancelled", context.Now));
            }
            return current.Site;
        }, ct);
        if (site is { } at)
            signals.Wake(at);
        return await reader.ReadAsync(id, context, ct);
    }
}
