using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Domain.Sites;
using ComputeNet.Service.Http;
using Marten;

namespace ComputeNet.Service.Sites.Silence;

/// <summary>
/// One turn of one silent site, level-triggered: it looks at how long the site has been silent and what it still holds, and takes the next step. Every step is one
/// transaction that any node may repeat, so a crash at any line is made up by the next turn, and two nodes do the same once.
/// </summary>
public sealed class SilentSiteTurn(IDocumentStore store, SitePresence presence, SharedPresence shared, EvictionBudget budget, TimeProvider clock, ILogger<SilentSiteTurn> log)
{
    /// <summary>Leases of one transaction: few enough that many lost sites share the minute's budget, and that one transaction stays short.</summary>
    private const int LeasesAtOnce = 50;

    /// <summary>How many attempts were evicted.</summary>
    public async Task<int> RunAsync(SiteId id, CancellationToken ct)
    {
        await shared.HearAsync(id, ct);
        var rung = presence.RungOf(id);
        if (rung < SiteRung.Grace)
            return 0;
        var context = CommandContext.OfTheBrain(clock);
        var noted = await store.ChangeAsync(context, session => NoteAsync(session, id, rung, context.Now, ct), ct);
        if (noted && rung == SiteRung.Fenced)
            SilenceLog.Lost(log, id);
        return rung == SiteRung.Fenced ? await EvictAsync(id, ct) : 0;
    }

    /// <summary>Whether there was something to note.</summary>
    private async Task<bool> NoteAsync(IDocumentSession session, SiteId id, SiteRung rung, DateTimeOffset now, CancellationToken ct)
    {
        var site = await session.SiteAsync(id, ct) ?? throw new InvalidOperationException($"Site {id} has no stream.");
        var last = presence.LastSightingAt(id) ?? site.ChangedAt;
        var decision = rung == SiteRung.Fenced ? site.Lose(last, now) : site.FallSilent(last, now);
        session.Append<Site>(site.Id, site.Revision, decision);
        return decision.Events.Count > 0;
    }

    /// <summary>What the site holds is fenced and evicted, as much as the budget of the minute gives; the rest in the next turns, unless it speaks again before.</summary>
    private async Task<int> EvictAsync(SiteId id, CancellationToken ct)
    {
        var evicted = 0;
        while (true)
        {
            var held = await HeldAsync(id, ct);
            var granted = held == 0 ? 0 : await budget.TakeAsync(Math.Min(held, LeasesAtOnce), ct);
            if (granted == 0)
                return evicted;
            var context = CommandContext.OfTheBrain(clock);
            var gone = await store.ChangeAsync(context, session => EvictAsync(session, id, granted, context.Now, ct), ct);
            if (gone == 0)
                return evicted;
            evicted += gone;
            SilenceLog.Evicted(log, id, gone);
        }
    }

    private async Task<int> HeldAsync(SiteId id, CancellationToken ct)
    {
        await using var session = store.QuerySession();
        return (await session.PoolsOfAsync(id, ct)).SelectMany(p => p.Leases).DistinctBy(l => l.Job).Count();
    }

    private async Task<int> EvictAsync(IDocumentSession session, SiteId id, int most, DateTimeOffset now, CancellationToken ct)
    {
        // A site that has spoken meanwhile keeps what it still has.
        if (presence.RungOf(id) != SiteRung.Fenced || await session.SiteAsync(id, ct) is not { IsLost: true })
            return 0;
        var pools = await session.PoolsOfAsync(id, ct);
        var leases = pools.SelectMany(p => p.Leases).DistinctBy(l => l.Job).OrderBy(l => l.GrantedAt).ThenBy(l => l.Job.Value, StringComparer.Ordinal).Take(most).ToList();
        var ledger = new SiteLedger(session, pools, await session.WorkloadsAsync(leases.Select(l => l.Workload), ct), now);
        foreach (var lease in leases)
            ledger.Fence(lease, Refusal.Because("site-lost", ("site", id)));
        ledger.Save();
        return leases.Count;
    }
}

internal static partial class SilenceLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Site {Site} is lost: what it holds is fenced and waits for another place")]
    public static partial void Lost(ILogger log, SiteId site);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Site {Site} is lost; {Evicted} attempts are placed elsewhere")]
    public static partial void Evicted(ILogger log, SiteId site, int evicted);

    [LoggerMessage(Level = LogLevel.Error, Message = "The turn of the silent site {Site} failed; it is tried again later")]
    public static partial void TurnFailed(ILogger log, Exception e, SiteId site);
}
