using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Domain.Pools;
using ComputeNet.Domain.Workloads;
using ComputeNet.Service.Sites.Trust;
using ComputeNet.World.Catalogue;
using Marten;

namespace ComputeNet.Service.Sites;

/// <summary><c>GET /api/sites/{id}/orders</c>: for people; what the site's adapter gets is <see cref="ReadOrders"/>.</summary>
public static class ReadSiteOrders
{
    private const int MostGoneWrong = 30;

    public static async Task<SiteOrdersView> Handle(SiteId id, IDocumentStore store, WorldCatalogue world, TimeProvider clock, CancellationToken ct)
    {
        if (!world.Sites.ContainsKey(id))
            throw new RefusedException(Refusal.Because("site-unknown", ("site", id)));
        await using var session = store.QuerySession();
        var pools = await session.PoolsOfAsync(id, ct);
        var rows = await session.Query<PromiseRow>()
            .Where(p => p.Site == id.Value && (p.Fate == PromiseFate.Refused || p.Fate == PromiseFate.Failed || p.Fate == PromiseFate.Lost))
            .OrderByDescending(p => p.PromisedAt).Take(MostGoneWrong).ToListAsync(ct);
        var leased = pools.SelectMany(p => p.Leases).Select(l => l.Workload);
        var workloads = await session.WorkloadsAsync(leased.Concat(rows.Select(r => new JobKey(r.Id).WorkloadOf()).OfType<WorkloadId>()), ct);
        return new(
            id, clock.GetUtcNow(), pools.OrdersVersion(),
            [.. pools.SelectMany(p => p.Leases.Select(l => OrderOf(p, l, workloads.GetValueOrDefault(l.Workload)))).OrderBy(o => o.PlannedEnd).ThenBy(o => o.Job.Value, StringComparer.Ordinal)],
            [.. rows.Select(r => GoneWrong(r, id, new JobKey(r.Id).WorkloadOf() is { } of ? workloads.GetValueOrDefault(of) : null)).OfType<AttemptGoneWrong>()]);
    }

    private static StandingOrder OrderOf(Pool pool, Lease lease, Workload? workload)
    {
        WorkloadPhase? seen = workload?.Current?.Job == lease.Job ? workload.Phase : null;
        return new(lease.Job, lease.Workload, pool.PoolId, lease.Devices, lease.Token, lease.GrantedAt, lease.PlannedEnd)
        {
            Seen = seen,
            SeenAt = seen is WorkloadPhase.Starting or WorkloadPhase.Running ? workload!.ChangedAt : null,
            StopReason = lease.StopReason,
        };
    }

    /// <summary>
    /// Attempts of a workload follow one another, so the first failure at this site after the promise is the one that ended it; of the last attempt the workload itself
    /// says why. The row's own word is the last resort.
    /// </summary>
    private static AttemptGoneWrong? GoneWrong(PromiseRow row, SiteId site, Workload? workload)
    {
        if (workload is null)
            return null;
        var failed = workload.FailedPlaces.FirstOrDefault(f => f.At >= row.PromisedAt && f.Pool.Value.StartsWith(site.Value + ".", StringComparison.Ordinal));
        var last = workload is { IsFinished: true, Current: { } current } && current.Job.Value == row.Id ? workload : null;
        return new(
            new(row.Id), workload.WorkloadId, row.PromisedAt, EndOf(row.Fate), last?.Why ?? failed?.Why ?? Refusal.Because(row.ReleasedAs ?? "lost-by-site"), last is null ? failed?.At : last.ChangedAt);
    }

    private static AttemptEnd EndOf(PromiseFate fate) => fate switch
    {
        PromiseFate.Refused => AttemptEnd.Refused,
        PromiseFate.Lost => AttemptEnd.Lost,
        _ => AttemptEnd.Failed,
    };
}
