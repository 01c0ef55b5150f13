namespace ComputeNet.Domain.Sites;

/// <summary>
/// What silence does to a site, rung by rung: suspect (no new work; telemetry, not ledger) → grace (on record, nothing deleted) → lost (its leases are fenced and its
/// workloads wait again, a bounded number at a time) → returned. A site that keeps falling silent is damped: after its return it gets no new work for a while,
/// twice as long each time.
/// </summary>
public static class SiteLadder
{
    /// <summary>A site that was steady for so long (ledger time) starts anew with its first return.</summary>
    public static readonly TimeSpan FlapsAreForgottenAfter = TimeSpan.FromHours(1);

    /// <summary>How long (ledger time) a site that returned for the second time must stay before it gets work; each return more doubles it.</summary>
    public static readonly TimeSpan FirstProof = TimeSpan.FromMinutes(1);

    /// <summary>No site is kept waiting longer than this.</summary>
    public static readonly TimeSpan LongestProof = TimeSpan.FromMinutes(30);

    /// <summary>It was silent past the first limit: that goes on record, and nothing else happens.</summary>
    public static Decision FallSilent(this Site site, DateTimeOffset lastSightingAt, DateTimeOffset now) =>
        site.IsLost || site.SilentSince is not null || !site.HasJoined ? Decision.Nothing : Decision.Happens(new SiteSilent(site.SiteId, lastSightingAt, now));

    /// <summary>How often it has come back in a row, this return included.</summary>
    internal static int FlapsAt(this Site site, DateTimeOffset returnedAt) =>
        site.ReturnedAt is { } before && returnedAt - before < FlapsAreForgottenAfter ? site.Flaps + 1 : 1;

    /// <summary>Until when a site that returned has to prove that it stays; null when it has nothing to prove. One return proves nothing against it.</summary>
    public static DateTimeOffset? UnsteadyUntil(this Site site, DateTimeOffset now)
    {
        if (site is not { Flaps: > 1, ReturnedAt: { } returned })
            return null;
        var proof = TimeSpan.FromMinutes(Math.Min(LongestProof.TotalMinutes, FirstProof.TotalMinutes * Math.Pow(2, Math.Min(site.Flaps - 2, 20))));
        return returned + proof > now ? returned + proof : null;
    }
}
