using ComputeNet.Domain;
using ComputeNet.Domain.Pools;
using ComputeNet.Domain.Sites;
using ComputeNet.Service.Http;
using ComputeNet.Service.Sites.Enrolment;
using Marten;

namespace ComputeNet.Service.Sites.Acts;

/// <summary>
/// Ends the removal of a site when nothing of the network runs there any more: until then its adapter must be able to hear that its jobs should stop. A site that
/// stays silent is given up like any other, and its removal ends after that. Any node may do it, and any number of times.
/// </summary>
public sealed class SiteRemovals(IDocumentStore store, OrchestratorOptions options, TimeProvider clock, ILogger<SiteRemovals> log)
    : BeatLoop("Looking for sites that leave", Beat, options.WallClock, log)
{
    /// <summary>Real time.</summary>
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    public override async Task LookAsync(CancellationToken ct)
    {
        await using var reading = store.QuerySession();
        foreach (var leaving in await reading.Query<Site>().Where(s => s.LeavingSince != null).ToListAsync(ct))
        {
            var context = CommandContext.OfTheBrain(clock);
            await store.ChangeAsync(context, async session =>
            {
                var (site, pools) = (await session.SiteAsync(leaving.SiteId, ct), await session.PoolsOfAsync(leaving.SiteId, ct));
                if (site is { LeavingSince: not null } && pools.All(p => p.Leases.Count == 0))
                    await session.CompleteAsync(site, pools, site.AcceptanceReason, Wall.GetUtcNow(), context.Now, ct);
                return site;
            }, ct);
        }
    }
}

internal static class RemovalCompletion
{
    /// <summary>Its pools are given up, and nothing opens anything for it any more: all in the caller's transaction.</summary>
    /// <param name="session">Gets the events and the ends of the tokens.</param>
    /// <param name="site">As it is after it was asked to leave.</param>
    /// <param name="pools">All of the site's, none of which holds a lease.</param>
    /// <param name="why">The operator's words.</param>
    /// <param name="wallNow">Real time.</param>
    /// <param name="now">The ledger's time.</param>
    /// <param name="ct">Ends the reading.</param>
    public static async Task CompleteAsync(this IDocumentSession session, Site site, IReadOnlyList<Pool> pools, string? why, DateTimeOffset wallNow, DateTimeOffset now, CancellationToken ct)
    {
        foreach (var pool in pools)
        {
            var uncapped = pool.Cap(null, null, now).OrThrow();
            session.Append<Pool>(pool.Id, pool.Revision, Decision.Happens([.. uncapped, .. pool.Withdraw(now).OrThrow()]));
        }
        session.Append<Site>(site.Id, site.Revision, site.Remove(now));
        var access = await session.AccessOfAsync(site.SiteId, ct);
        session.Append<SiteAccess>(access.Id, access.Revision, access.EndAll(SiteCredentialsEnded.Removed, why, now));
        await session.RevokeAllAsync(site.SiteId, wallNow, ct);
        // What the adapter last said would make the first word of its successor look like a replay.
        session.Delete<SiteAdapterDocument>(site.SiteId.Value);
        session.Delete<SiteOffersDocument>(site.SiteId.Value);
        session.Delete<SiteTelemetryDocument>(site.SiteId.Value);
    }
}
