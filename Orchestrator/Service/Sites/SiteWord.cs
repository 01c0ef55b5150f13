using System.Globalization;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Service.Http;

namespace ComputeNet.Service.Sites;

/// <summary>What every message of a site is held to, beyond its shape.</summary>
public static class SiteWord
{
    /// <summary>A clock that is further ahead than this is not skewed but wrong, and what it dates would be the newest for ever.</summary>
    public static readonly TimeSpan FurthestAhead = TimeSpan.FromDays(1);

    /// <summary>The site that speaks.</summary>
    public static SiteId Of(CommandContext context) => context.Site ?? throw new RefusedException(Refusal.Because("not-a-site"));

    /// <summary>A site speaks of its own pools only.</summary>
    public static void OwnPools(SiteId site, IEnumerable<PoolId> pools)
    {
        foreach (var pool in pools.Where(p => !p.Value.StartsWith(site.Value + ".", StringComparison.Ordinal)))
            throw new RefusedException(Refusal.Because("foreign-pool", ("pool", pool), ("site", site)));
    }

    /// <summary>A message that is older than the last of its kind is a replay. A last one that was ahead of the centre's clock dates nothing.</summary>
    public static void NotOlder(DateTimeOffset said, DateTimeOffset? last, DateTimeOffset now)
    {
        if (last is { } newest && said < newest && newest <= now)
            throw new RefusedException(Refusal.Because("site-message-outdated", ("said", Text(said)), ("newest", Text(newest))));
    }

    public static void NotAhead(DateTimeOffset said, string field, DateTimeOffset now)
    {
        if (said - now > FurthestAhead)
            throw new RefusedException(Refusal.Because("site-time-ahead", ("field", field), ("said", Text(said)), ("now", Text(now))));
    }

    /// <summary>None of the instants of a report: what it dates goes on record.</summary>
    public static void NotAhead(SightingReport report, DateTimeOffset now)
    {
        NotAhead(report.ObservedAt, "observedAt", now);
        foreach (var (sighting, index) in report.Sightings.Select((sighting, index) => (sighting, index)))
        {
            NotAhead(sighting.ObservedAt, $"sightings[{index}].observedAt", now);
            NotAhead(sighting.StartedAt ?? now, $"sightings[{index}].startedAt", now);
            NotAhead(sighting.FinishedAt ?? now, $"sightings[{index}].finishedAt", now);
        }
    }

    private static string Text(DateTimeOffset instant) => instant.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}
