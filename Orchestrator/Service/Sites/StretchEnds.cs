using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Domain.Pools;
using ComputeNet.Service.Http;
using Marten;

namespace ComputeNet.Service.Sites;

/// <summary>
/// Watches the clock for workloads that run in stretches: when one is over its lease says so, the site's orders no longer have the job, and the workload waits again
/// when the site says that it has stopped. Any node may do it, and any number of times: a lease is asked to end once.
/// </summary>
public sealed class StretchEnds(IDocumentStore store, SiteSignals signals, OrchestratorOptions options, TimeProvider clock, ILogger<StretchEnds> log)
    : BeatLoop("Looking for stretches that are over", Beat, options.WallClock, log)
{
    /// <summary>Real time: what a site runs beyond its stretch, somebody pays for.</summary>
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    public override async Task LookAsync(CancellationToken ct)
    {
        await using var session = store.QuerySession();
        var now = clock.GetUtcNow();
        var pools = await session.Query<Pool>().Where(p => p.Leases.Any(l => l.Later != null)).ToListAsync(ct);
        foreach (var pool in pools.Where(p => p.EndStretches(now).Events.Count > 0))
            await EndAsync(pool.Id, pool.Site, ct);
    }

    private async Task EndAsync(string stream, SiteId site, CancellationToken ct)
    {
        var context = CommandContext.OfTheBrain(clock);
        await store.ChangeAsync(context, async session =>
        {
            var pool = await session.LoadAsync<Pool>(stream, ct) ?? throw new InvalidOperationException($"{stream} has no stream.");
            session.Append<Pool>(pool.Id, pool.Revision, pool.EndStretches(context.Now));
            return pool.Revision;
        }, ct);
        signals.Wake(site);
    }
}
