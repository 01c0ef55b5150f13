using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Domain.Sites;

/// <summary>What may happen to the secrets of a site. <c>wallNow</c> is real time, by which they expire; <c>now</c> is the ledger's.</summary>
public static class SiteAccessDecisions
{
    /// <summary>Whoever shows this credential is not the site, or not the only one that has it.</summary>
    public const string RotatedAway = "credential-rotated";

    /// <summary>The new token ends the one that is out.</summary>
    public static Decision Offer(this SiteAccess access, string enrolment, UserId by, DateTimeOffset expiresAt, DateTimeOffset now) => Decision.Happens(
    [
        .. access.Open is { } open ? [new EnrolmentWithdrawn(access.SiteId, open.Id, EnrolmentWithdrawn.Replaced, now)] : Array.Empty<object>(),
        new EnrolmentOffered(access.SiteId, enrolment, by, expiresAt, now),
    ]);

    public static Decision Withdraw(this SiteAccess access, string enrolment, DateTimeOffset now) => access.Open?.Id == enrolment
        ? Decision.Happens(new EnrolmentWithdrawn(access.SiteId, enrolment, EnrolmentWithdrawn.ByOperator, now))
        : access.Over.Any(o => o.Id == enrolment) ? Decision.Nothing : Decision.Refuse("enrolment-unknown", ("site", access.SiteId));

    /// <summary>The token becomes a credential, once. The same exchange again changes nothing: its answer may have been lost on the way.</summary>
    public static Decision Enrol(this SiteAccess access, string enrolment, string credential, DateTimeOffset expiresAt, DateTimeOffset wallNow, DateTimeOffset now)
    {
        if (access.Current is { } current && current.Enrolment == enrolment && current.Id == credential)
            return Decision.Nothing;
        if (access.Open is not { } open || open.Id != enrolment)
            return Decision.Refuse(access.Over.LastOrDefault(o => o.Id == enrolment)?.Code ?? EnrolmentOver.Used, ("site", access.SiteId));
        if (wallNow >= open.ExpiresAt)
            return Decision.Refuse("enrolment-expired", ("site", access.SiteId), ("expiredAt", open.ExpiresAt.UtcDateTime.ToString("O")));
        return Decision.Happens(new SiteEnrolled(access.SiteId, enrolment, credential, expiresAt, now));
    }

    /// <summary>
    /// The credential that is the site's gives way to a new one. Only once within the time that two are good, so that there are never three; the same again, also
    /// by the one before, changes nothing.
    /// </summary>
    public static Decision Rotate(
        this SiteAccess access, string presented, string credential, DateTimeOffset expiresAt, TimeSpan overlap, DateTimeOffset wallNow, DateTimeOffset now)
    {
        if (access.Current is not { } current)
            return Decision.Refuse("credential-not-rotating", ("site", access.SiteId));
        if (current.Id == credential)
            return Decision.Nothing;
        if (presented != current.Id)
            return Decision.Refuse(access.Previous?.Id == presented ? RotatedAway : "credential-not-rotating", ("site", access.SiteId));
        if (access.Previous is { } previous && wallNow < previous.GoodUntil)
            return Decision.Refuse("credential-rotated-lately", ("site", access.SiteId), ("until", previous.GoodUntil.UtcDateTime.ToString("O")));
        var goodUntil = wallNow + overlap < current.GoodUntil ? wallNow + overlap : current.GoodUntil;
        return Decision.Happens(new SiteCredentialRotated(access.SiteId, credential, current.Id, goodUntil, expiresAt, now));
    }

    /// <summary>An alarm, once for each secret until the site is re-keyed.</summary>
    public static Decision NoteReuse(this SiteAccess access, string secret, string code, DateTimeOffset now) =>
        access.Alarms.Count >= SiteAccess.MostAlarms || access.Alarms.Any(a => a.Secret == secret && a.Code == code)
            ? Decision.Nothing
            : Decision.Happens(new SiteSecretReused(access.SiteId, secret, code, now));

    /// <summary>All that opened anything for the site's adapters is over: the token that is out, and every credential.</summary>
    public static Decision EndAll(this SiteAccess access, string reason, string? why, DateTimeOffset now) => Decision.Happens(
    [
        .. access.Open is { } open ? [new EnrolmentWithdrawn(access.SiteId, open.Id, reason, now)] : Array.Empty<object>(),
        new SiteCredentialsEnded(access.SiteId, reason, why, now),
    ]);
}
