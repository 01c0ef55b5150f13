using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Domain.Pools;
using ComputeNet.Domain.Sites;
using ComputeNet.Domain.Workloads;
using Marten;

namespace ComputeNet.Service.Sites;

/// <summary>The reads that several commands share.</summary>
public static class FleetQueries
{
    public static Task<IReadOnlyList<Pool>> PoolsOfAsync(this IQuerySession session, SiteId site, CancellationToken ct) =>
        session.Query<Pool>().Where(p => p.Site.Value == site.Value).OrderBy(p => p.Id).ToListAsync(ct);

    public static Task<Site?> SiteAsync(this IQuerySession session, SiteId site, CancellationToken ct) => session.LoadAsync<Site>(Site.StreamOf(site), ct);

    public static Task<Workload?> WorkloadAsync(this IQuerySession session, WorkloadId workload, CancellationToken ct) =>
        session.LoadAsync<Workload>(Workload.StreamOf(workload), ct);

    public static async Task<IReadOnlyDictionary<WorkloadId, Workload>> WorkloadsAsync(this IQuerySession session, IEnumerable<WorkloadId> ids, CancellationToken ct)
    {
        var keys = ids.Distinct().Select(Workload.StreamOf).ToArray();
        return keys.Length == 0 ? [] : (await session.LoadManyAsync<Workload>(ct, keys)).ToDictionary(w => w.WorkloadId);
    }

    /// <summary>The version of a site's orders: it rises whenever one of the site's pools changes.</summary>
    public static long OrdersVersion(this IEnumerable<Pool> pools) => pools.Sum(p => p.Revision);

    /// <summary>The workload that a job key belongs to, or null when the key is not one of ours.</summary>
    public static WorkloadId? WorkloadOf(this JobKey job)
    {
        var dot = job.Value.LastIndexOf('.');
        return dot > 0 ? new WorkloadId(job.Value[..dot]) : null;
    }
}
