using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Contracts.Sites;

/// <summary>
/// <c>POST /api/sites/{id}/enrolments</c>: an operator asks for a token with which the site's adapter joins once, within 5–10 080 minutes. One is open at a time: a
/// new one ends the one before.
/// </summary>
public sealed record OfferEnrolment(int MinutesValid = 60)
{
    /// <summary>What the command line says after <c>--scheduler</c>: a word of letters, digits and hyphens.</summary>
    public string Scheduler { get; init; } = "local";
}

/// <summary>The token is in this reply and nowhere else, ever. <paramref name="Command"/> is what to type at the site.</summary>
public sealed record EnrolmentOffered(string Id, SiteId Site, string Token, DateTimeOffset ExpiresAt, string Command);

/// <summary>
/// <c>POST /api/site/enrolment</c>, without a credential: the adapter exchanges its one-time token for a credential that it has drawn itself and of which it tells
/// only the hash. The same token with the same hash again is the same exchange, so that a crash in between loses nothing.
/// </summary>
/// <param name="Token">As the operator got it.</param>
/// <param name="CredentialHash">
/// SHA-256 of the credential's text in 64 small hexadecimal digits. The credential is <c>cn_</c> and 32 random bytes in base64url without padding: 46 characters.
/// </param>
/// <param name="Site">The site that the adapter believes itself to be; a token for another is refused. Null: whatever the token is for.</param>
public sealed record EnrolSite(string Token, string CredentialHash, SiteId? Site = null);

/// <summary><c>POST /api/site/credential</c>: from now on the credential with this hash is the site's; the one that asks stays good for a while beside it.</summary>
public sealed record RenewCredential(string CredentialHash);

/// <summary>A site's credential, never its secret. All instants are real time.</summary>
/// <param name="Id">Names it in the audit.</param>
/// <param name="Site">Whom it speaks for.</param>
/// <param name="RenewAfter">From here on the adapter should renew it.</param>
/// <param name="ExpiresAt">From here on it opens nothing.</param>
public sealed record SiteCredential(string Id, SiteId Site, DateTimeOffset RenewAfter, DateTimeOffset ExpiresAt);

/// <summary>Where a site stands between being known and being gone.</summary>
public enum SiteMembershipState
{
    /// <summary>No adapter has ever joined.</summary>
    None,
    /// <summary>A token is out, and nobody has used it yet.</summary>
    Invited,
    /// <summary>It has a credential.</summary>
    Enrolled,
    /// <summary>An operator removes it: what runs there is being stopped.</summary>
    Leaving,
    /// <summary>It was removed; its history stays, and a new token lets it join again.</summary>
    Removed,
}

/// <summary><c>GET /api/sites/{id}/membership</c>: who may speak for the site, for operators and the site's own people.</summary>
public sealed record SiteMembership(SiteId Site, SiteMembershipState State)
{
    /// <summary>The adapter runs in the centre's own process and gets a new credential at each of its starts.</summary>
    public bool IsInProcess { get; init; }

    /// <summary>The token that is out; null when none is.</summary>
    public OpenEnrolment? Open { get; init; }

    /// <summary>Null before the site has enrolled, and once its credentials were ended.</summary>
    public SiteCredential? Credential { get; init; }

    /// <summary>The one before, while it is still good beside the new one.</summary>
    public DateTimeOffset? PreviousGoodUntil { get; init; }

    /// <summary>What an operator should look at, the newest first: a credential or a token was shown that had been used up. Re-keying the site clears them.</summary>
    public IReadOnlyList<CredentialAlarm> Alarms { get; init; } = [];
}

/// <summary>A token that is out: who made it, and until when it may be used.</summary>
public sealed record OpenEnrolment(string Id, UserId OfferedBy, DateTimeOffset OfferedAt, DateTimeOffset ExpiresAt);

/// <summary>A secret of the site was shown after it had been used up: it is in two hands. <paramref name="Code"/> is what the second one was told.</summary>
public sealed record CredentialAlarm(string Code, string Secret, DateTimeOffset At);
