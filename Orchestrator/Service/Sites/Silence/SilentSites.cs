using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Domain.Sites;
using ComputeNet.Service.Plans;
using Marten;

namespace ComputeNet.Service.Sites.Silence;

/// <summary>
/// Watches for silence, on every node: suspect → grace → fenced → evicted. A mere disconnect deletes nothing, and what is evicted waits for another place from its
/// last checkpoint. Silence is measured by each node; what follows from it is decided on the ledger.
/// </summary>
public sealed class SilentSites(
    IDocumentStore store, SitePresence presence, SharedPresence shared, SilentSiteTurn turn, RoundTrigger round, OrchestratorOptions options, ILogger<SilentSites> log)
    : BeatLoop("Looking for silent sites", options.SilenceBeat, options.WallClock, log, atOnce: true)
{
    private readonly SiteTurns _turns = new(options, options.Jitter);

    public override async Task LookAsync(CancellationToken ct)
    {
        await shared.ExchangeAsync(ct);
        var evicted = 0;
        await _turns.RunAsync(
            (await JoinedAsync(ct)).Where(s => presence.RungOf(s) >= SiteRung.Grace),
            async (site, token) => Interlocked.Add(ref evicted, await turn.RunAsync(site, token)),
            (site, e) => SilenceLog.TurnFailed(Log, e, site),
            ct);
        if (evicted > 0)
            round.Request();
    }

    /// <summary>Names only: a row that cannot be read as a site is the trouble of its own turn.</summary>
    private async Task<IReadOnlyList<SiteId>> JoinedAsync(CancellationToken ct)
    {
        await using var session = store.QuerySession();
        var streams = await session.Query<Site>().Where(s => s.HasJoined).Select(s => s.Id).ToListAsync(ct);
        return [.. streams.Select(s => new SiteId(s[(s.IndexOf('/', StringComparison.Ordinal) + 1)..]))];
    }
}
