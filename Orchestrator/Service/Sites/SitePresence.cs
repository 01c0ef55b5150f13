using System.Collections.Concurrent;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Service.Http;

namespace ComputeNet.Service.Sites;

/// <summary>When a site was last heard: in real time, and in the time that screens show.</summary>
public sealed record Heard(DateTimeOffset WallTime, DateTimeOffset LedgerTime);

/// <summary>
/// When each site last spoke, to this process or (as far as <see cref="Silence.SharedPresence"/> has told) to another: telemetry, not ledger. Nobody is lost for what
/// was missed while no one listened, so silence counts at most from the start of this process. Wall-clock time, since silence on the wire has nothing to do with
/// simulated time.
/// </summary>
public sealed class SitePresence(OrchestratorOptions options)
{
    private readonly ConcurrentDictionary<SiteId, Heard> _heard = new();
    private readonly ConcurrentDictionary<SiteId, Heard> _untold = new();
    private readonly DateTimeOffset _startedAt = options.WallClock.GetUtcNow();

    /// <summary>The site spoke; <paramref name="ledgerTime"/> is what screens show.</summary>
    public void Spoke(SiteId site, DateTimeOffset ledgerTime) => _untold[site] = _heard[site] = new Heard(options.WallClock.GetUtcNow(), ledgerTime);

    /// <summary>Another process heard the site, or this one did before it was started anew.</summary>
    public void WasHeard(SiteId site, Heard heard) => _heard.AddOrUpdate(site, heard, (_, known) => known.WallTime >= heard.WallTime ? known : heard);

    /// <summary>The site sent a command; one that a broker kept vouches for nobody.</summary>
    public void Spoke(SiteId site, CommandContext context)
    {
        if (context.IsSaidNow)
            Spoke(site, context.Now);
    }

    /// <summary>Who spoke here since the last call.</summary>
    public IReadOnlyList<(SiteId Site, Heard Heard)> TakeUntold()
    {
        var untold = new List<(SiteId, Heard)>();
        foreach (var site in _untold.Keys)
        {
            if (_untold.TryRemove(site, out var heard))
                untold.Add((site, heard));
        }
        return untold;
    }

    /// <summary>Could not be told to the others: the next try tells it, unless the site has spoken again.</summary>
    public void SpokeUnlessNewer(SiteId site, Heard heard) => _untold.TryAdd(site, heard);

    public DateTimeOffset? LastSightingAt(SiteId site) => _heard.TryGetValue(site, out var heard) ? heard.LedgerTime : null;

    /// <summary>Silent for so long that it gets no new work, or not heard yet.</summary>
    public bool IsStale(SiteId site) => !_heard.TryGetValue(site, out var heard) || options.WallClock.GetUtcNow() - heard.WallTime > options.StaleAfter;

    /// <summary>How long nobody has heard the site, as far as somebody listened.</summary>
    public TimeSpan SilentFor(SiteId site)
    {
        var since = _heard.TryGetValue(site, out var heard) && heard.WallTime > _startedAt ? heard.WallTime : _startedAt;
        return options.WallClock.GetUtcNow() - since;
    }

    /// <summary>How long until its silence makes it lost; nothing once it has.</summary>
    public TimeSpan FencedIn(SiteId site) => SilentFor(site) is var silent && silent < options.LostAfter ? options.LostAfter - silent : TimeSpan.Zero;

    /// <summary>How far up the ladder its silence alone brings a site.</summary>
    public SiteRung RungOf(SiteId site) => SilentFor(site) switch
    {
        var silent when silent > options.LostAfter => SiteRung.Fenced,
        var silent when silent > options.GraceAfter => SiteRung.Grace,
        _ => IsStale(site) ? SiteRung.Suspect : SiteRung.Heard,
    };
}
