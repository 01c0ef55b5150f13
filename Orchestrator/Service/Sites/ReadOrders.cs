using System.Linq.Expressions;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Domain.Pools;
using ComputeNet.Service.Http;
using ComputeNet.Service.Telemetry;
using Marten;
using Marten.Linq;

namespace ComputeNet.Service.Sites;

/// <summary><c>GET /api/site/orders</c>: the full set of jobs that the site should be running, as soon as it is newer than the caller's.</summary>
public static class ReadOrders
{
    private const int MostWaitSeconds = 60;

    public static async Task<SiteOrders> Handle(
        CommandContext context, IDocumentStore store, SitePresence presence, SiteSignals signals, OrchestratorOptions options,
        IHostApplicationLifetime lifetime, CancellationToken ct, long after = 0, int waitSeconds = 0)
    {
        var site = context.Site ?? throw new RefusedException(Refusal.Because("not-a-site"));
        var clock = options.WallClock;
        var until = clock.GetUtcNow().AddSeconds(Math.Clamp(waitSeconds, 0, MostWaitSeconds));
        // A server that stops answers at once: otherwise it would wait for every site's question to run out.
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(ct, lifetime.ApplicationStopping);
        // Once: that the centre still holds the question is no word of the site.
        presence.Spoke(site, context.Now);
        while (true)
        {
            var change = signals.NextChange(site);
            var orders = await ReadAsync(store, site, clock.GetUtcNow(), ct);
            var left = until - clock.GetUtcNow();
            if (orders.Version != after || orders.LogsWanted is not null || left <= TimeSpan.Zero || lifetime.ApplicationStopping.IsCancellationRequested)
                return orders;
            // Who changes something wakes the site, and what other nodes change is seen by the watch (OrderWatch): what nobody spoke of is as it was read.
            if (await Task.WhenAny(change, Task.Delay(left, clock, waiting.Token)) != change)
            {
                ct.ThrowIfCancellationRequested();
                return orders;
            }
        }
    }

    private static async Task<SiteOrders> ReadAsync(IDocumentStore store, SiteId site, DateTimeOffset wallNow, CancellationToken ct)
    {
        await using var session = store.QuerySession();
        var pools = await session.PoolsOfAsync(site, ct);
        var leases = pools.SelectMany(p => p.Leases.Where(l => l.StopReason is null).Select(l => (Pool: p, Lease: l))).ToList();
        var workloads = await session.WorkloadsAsync(leases.Select(l => l.Lease.Workload), ct);
        var orders = leases
            .Where(l => workloads.TryGetValue(l.Lease.Workload, out var w) && w.Current is { } current && current.Job == l.Lease.Job && current.Pool == l.Pool.PoolId)
            .Select(l => Order(l.Pool, l.Lease, workloads[l.Lease.Workload]))
            .ToList();
        var wishes = orders.Count == 0 ? [] : (await session.QueryAsync(new LogWishesOfSite { Site = site.Value }, ct)).Where(w => w.Until > wallNow).Select(w => w.Id).ToHashSet();
        var wanted = orders.Select(o => o.Job).Where(job => wishes.Contains(job.Value)).ToList();
        return new SiteOrders(pools.OrdersVersion(), orders) { LogsWanted = wanted.Count == 0 ? null : wanted };
    }

    /// <summary>One per job: of a gang over several pools the lease in its first pool stands for all of them.</summary>
    private static JobOrder Order(Pool pool, Lease lease, Domain.Workloads.Workload workload) => new(
        lease.Job, lease.Workload, lease.Token, pool.PoolId, workload.Request.GangMembers,
        VariantOf(workload), lease.GrantedAt, WorkloadTrace.ParentOf(lease.Workload))
    {
        Seats = lease.Seats,
        Parts = workload.Current!.Parts,
        Checkpoint = workload.Request.Interruptible is null ? null : new CheckpointOrder(workload.Checkpoint?.ShareDone ?? 0),
    };

    /// <summary>With the run time and limit that were planned for the chosen model: the executed offer is the planned one. An unknown run time stays unknown.</summary>
    private static Variant VariantOf(Domain.Workloads.Workload workload)
    {
        var (variant, planned) = (workload.Request.Variants[workload.Current!.VariantIndex], workload.Current.RunTime);
        return planned is null ? variant : variant with
        {
            TimeLimitSeconds = planned.TimeLimitSeconds,
            ExpectedSeconds = variant is { ExpectedSeconds: null, Throughput: null } ? null : planned.DurationSeconds,
        };
    }
}

/// <summary>Asked for with the orders of every site that has some, so it is compiled once.</summary>
public sealed class LogWishesOfSite : ICompiledListQuery<LogWish>
{
    public string Site { get; set; } = "";

    public Expression<Func<IMartenQueryable<LogWish>, IEnumerable<LogWish>>> QueryIs() => wishes => wishes.Where(w => w.Site == Site);
}
