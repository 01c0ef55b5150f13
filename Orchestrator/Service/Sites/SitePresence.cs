using System.Collections.Concurrent;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Service.Sites;

/// <summary>
/// When each site last spoke to this process: telemetry, not ledger. After a start nobody has spoken yet, so silence counts from the start.
/// Wall-clock time, since silence on the wire has nothing to do with simulated time.
/// </summary>
public sealed class SitePresence(OrchestratorOptions options)
{
    private readonly ConcurrentDictionary<SiteId, Sighted> _sighted = new();
    private readonly DateTimeOffset _startedAt = options.WallClock.GetUtcNow();

    /// <summary>The site spoke; <paramref name="ledgerTime"/> is what screens show.</summary>
    public void Spoke(SiteId site, DateTimeOffset ledgerTime) => _sighted[site] = new Sighted(options.WallClock.GetUtcNow(), ledgerTime);

    public DateTimeOffset? LastSightingAt(SiteId site) => _sighted.TryGetValue(site, out var sighted) ? sighted.LedgerTime : null;

    public bool IsStale(SiteId site) => SilentFor(site) > options.StaleAfter || !_sighted.ContainsKey(site);

    public bool IsLost(SiteId site) => SilentFor(site) > options.LostAfter;

    private TimeSpan SilentFor(SiteId site) => options.WallClock.GetUtcNow() - (_sighted.TryGetValue(site, out var sighted) ? sighted.WallTime : _startedAt);

    private sealed record Sighted(DateTimeOffset WallTime, DateTimeOffset LedgerTime);
}
