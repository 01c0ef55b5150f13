using System.Collections.Concurrent;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Service.Sites;

/// <summary>
/// How far each site's clock is from the centre's, measured on its reports as they come in. It is shown and nothing is decided by it. A report is on its way for a
/// while, which makes every site look slow: of its latest reports the one that was quickest tells best, and it was under way for no longer than the shortest round trip that the
/// site measured.
/// </summary>
public sealed class SiteClocks
{
    /// <summary>As many of a site's latest reports count.</summary>
    public const int Reports = 16;

    private readonly ConcurrentDictionary<SiteId, Queue<Report>> _latest = new();

    /// <summary>A report that the site dated <paramref name="said"/> came in at <paramref name="received"/>.</summary>
    public void Heard(SiteId site, DateTimeOffset said, DateTimeOffset received, double? roundTripMilliseconds = null)
    {
        var latest = _latest.GetOrAdd(site, _ => new Queue<Report>(Reports));
        lock (latest)
        {
            if (latest.Count == Reports)
                latest.Dequeue();
            latest.Enqueue(new Report(said - received, roundTripMilliseconds, received));
        }
    }

    /// <summary>Positive where the site is ahead; null before it has reported to this process.</summary>
    public TimeSpan? SkewOf(SiteId site)
    {
        if (!_latest.TryGetValue(site, out var latest))
            return null;
        lock (latest)
            return latest.Count == 0 ? null : latest.Max(r => r.Ahead);
    }

    /// <summary>The same with its error; null before it has reported to this process.</summary>
    public SiteClock? Of(SiteId site)
    {
        if (!_latest.TryGetValue(site, out var latest))
            return null;
        lock (latest)
        {
            var (ahead, roundTrip) = (latest.Max(r => r.Ahead.TotalMilliseconds), latest.Min(r => r.RoundTripMilliseconds));
            return new SiteClock(Math.Round(ahead + (roundTrip ?? 0) / 2, 1), roundTrip is { } trip ? Math.Round(trip / 2, 1) : null, latest.Count, latest.Last().ReceivedAt);
        }
    }

    private sealed record Report(TimeSpan Ahead, double? RoundTripMilliseconds, DateTimeOffset ReceivedAt);
}
