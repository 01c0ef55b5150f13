using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Contracts.Sites;

/// <summary><c>GET /api/sites/{id}/sensing</c>: what the brain plans on, pool by pool, as of now by the centre's clock.</summary>
public sealed record SiteSensing(SiteId Site, DateTimeOffset AsOf, IReadOnlyList<PoolSensing> Pools)
{
    /// <summary>How far the site's clock is from the centre's; null: this node has not heard it lately.</summary>
    public SiteClock? Clock { get; init; }
}

/// <summary>
/// One pool. <see cref="Free"/> = the cap or what can be used, whichever is less, − what the network holds: what was granted counts as used from the grant on, seen or not. What was
/// not sensed is null, which is not zero.
/// </summary>
/// <param name="Pool">The pool.</param>
/// <param name="Devices">What exists, as declared.</param>
/// <param name="Free">What a round would place on now; never negative.</param>
/// <param name="Seen">Devices of attempts that the site has been seen to have.</param>
/// <param name="Unseen">Devices granted to attempts that the site has not been seen to have yet.</param>
public sealed record PoolSensing(PoolId Pool, int Devices, int Free, int Seen, int Unseen)
{
    /// <summary>When the centre received what was sensed last; null: this pool is not sensed.</summary>
    public DateTimeOffset? SensedAt { get; init; }

    /// <summary>How old that is, in real seconds.</summary>
    public double? AgeSeconds { get; init; }

    /// <summary>Real seconds until it is too old and nothing new is placed here; 0 when it is.</summary>
    public double? LapsesInSeconds { get; init; }

    /// <summary>What the site's own users occupy.</summary>
    public int? Foreign { get; init; }

    /// <summary>Counted on top of that for its age.</summary>
    public int ForeignMargin { get; init; }

    public int? Draining { get; init; }
    public int? Sick { get; init; }

    /// <summary>The site's cap on what the network holds, or its operator's, whichever is lower; null: none.</summary>
    public int? Cap { get; init; }

    /// <summary>Why nothing new is placed here; null: something may.</summary>
    public Refusal? TakesNoWork { get; init; }
}

/// <summary>
/// A site's clock less the centre's, as far as messages tell: each is received after it was dated, so the least delayed one of a while bounds the difference from below, and
/// the shortest round trip of that while from above. Shown, and never reckoned with.
/// </summary>
/// <param name="SkewMilliseconds">Best estimate; positive: the site is ahead.</param>
/// <param name="ErrorMilliseconds">The truth is within so much of it; null while no round trip is known.</param>
/// <param name="Messages">How many it rests on.</param>
/// <param name="MeasuredAt">The centre's clock at the last of them.</param>
public sealed record SiteClock(double SkewMilliseconds, double? ErrorMilliseconds, int Messages, DateTimeOffset MeasuredAt);
