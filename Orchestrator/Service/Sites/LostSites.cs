using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Domain.Sites;
using ComputeNet.Service.Http;
using ComputeNet.Service.Plans;
using Marten;

namespace ComputeNet.Service.Sites;

/// <summary>
/// Watches for silence. A site silent past the limit is lost: its leases are fenced off (its old jobs are stopped when it returns) and their
/// workloads wait for another place. A mere disconnect shorter than that changes nothing.
/// </summary>
public sealed class LostSites(
    IDocumentStore store, SitePresence presence, RoundTrigger round, OrchestratorOptions options, TimeProvider clock, ILogger<LostSites> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var beat = new PeriodicTimer(options.RoundBeat, options.WallClock);
        while (await beat.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await CheckAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // A host loop never dies of one bad turn; the next one reads the ledger afresh.
                SiteLog.CheckFailed(log, e);
            }
        }
    }

    private async Task CheckAsync(CancellationToken ct)
    {
        await using var session = store.QuerySession();
        var joined = await session.Query<Site>().Where(s => s.HasJoined && !s.IsLost).ToListAsync(ct);
        foreach (var site in joined.Where(s => presence.IsLost(s.SiteId)))
            await LoseAsync(site.SiteId, ct);
    }

    private async Task LoseAsync(SiteId id, CancellationToken ct)
    {
        var context = CommandContext.OfTheBrain(clock);
        var evicted = await store.ChangeAsync(context, async session =>
        {
            var site = await session.SiteAsync(id, ct) ?? throw new InvalidOperationException($"Site {id} has no stream.");
            session.Append<Site>(site.Id, site.Revision, site.Lose(presence.LastSightingAt(id) ?? site.ChangedAt, context.Now));
            var pools = await session.PoolsOfAsync(id, ct);
            var leases = pools.SelectMany(p => p.Leases).ToList();
            var ledger = new SiteLedger(session, pools, await session.WorkloadsAsync(leases.Select(l => l.Workload), ct), context.Now);
            foreach (var lease in leases)
                ledger.EndAttempt(lease, Refusal.Because("site-lost", ("site", id)));
            ledger.Save();
            return leases.Count;
        }, ct);
        SiteLog.Lost(log, id, evicted);
        round.Request();
    }
}

internal static partial class SiteLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Site {Site} is lost; {Evicted} attempts are placed elsewhere")]
    public static partial void Lost(ILogger log, SiteId site, int evicted);

    [LoggerMessage(Level = LogLevel.Error, Message = "Looking for silent sites failed; trying again")]
    public static partial void CheckFailed(ILogger log, Exception e);
}
