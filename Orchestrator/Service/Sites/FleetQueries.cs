using System.Linq.Expressions;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Domain.Pools;
using ComputeNet.Domain.Sites;
using ComputeNet.Domain.Workloads;
using Marten;
using Marten.Linq;

namespace ComputeNet.Service.Sites;

/// <summary>The reads that several commands share.</summary>
public static class FleetQueries
{
    public static async Task<IReadOnlyList<Pool>> PoolsOfAsync(this IQuerySession session, SiteId site, CancellationToken ct) =>
        [.. await session.QueryAsync(new PoolsOfSite { Site = site.Value }, ct)];

    /// <summary>A site with its pools, asked for together.</summary>
    public static async Task<(Site? Site, IReadOnlyList<Pool> Pools)> SiteWithPoolsAsync(this IQuerySession session, SiteId site, CancellationToken ct)
    {
        var batch = session.CreateBatchQuery();
        var (one, pools) = (batch.Load<Site>(Site.StreamOf(site)), batch.Query(new PoolsOfSite { Site = site.Value }));
        await batch.Execute(ct);
        return (await one, [.. await pools]);
    }

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

/// <summary>The pools of a site, in their order; asked for with every message of every site, so it is compiled once.</summary>
public sealed class PoolsOfSite : ICompiledListQuery<Pool>
{
    public string Site { get; set; } = "";

    public Expression<Func<IMartenQueryable<Pool>, IEnumerable<Pool>>> QueryIs() => pools => pools.Where(p => p.Site.Value == Site).OrderBy(p => p.Id);
}
