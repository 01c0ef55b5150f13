using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Domain.Sites;

/// <summary>An operator made a one-time token with which the site's adapter may join; its secret is nowhere in the ledger. <c>ExpiresAt</c> is real time.</summary>
public sealed record EnrolmentOffered(SiteId Site, string Enrolment, UserId OfferedBy, DateTimeOffset ExpiresAt, DateTimeOffset At);

/// <summary>The token opens nothing any more, although nobody used it.</summary>
public sealed record EnrolmentWithdrawn(SiteId Site, string Enrolment, string Reason, DateTimeOffset At)
{
    public const string ByOperator = "withdrawn";
    public const string Replaced = "replaced";
    public const string Rekeyed = "re-keyed";
    public const string Removed = "removed";
}

/// <summary>The token was exchanged for the site's credential, and whatever spoke for the site before does so no more. <c>ExpiresAt</c> is real time.</summary>
public sealed record SiteEnrolled(SiteId Site, string Enrolment, string Credential, DateTimeOffset ExpiresAt, DateTimeOffset At);

/// <summary>The site renewed its credential; the one before stays good until <c>PreviousGoodUntil</c> (real time), so that what is under way arrives.</summary>
public sealed record SiteCredentialRotated(SiteId Site, string Credential, string Previous, DateTimeOffset PreviousGoodUntil, DateTimeOffset ExpiresAt, DateTimeOffset At);

/// <summary>A secret of the site was shown after it had been used up: somebody else has it too. <c>Code</c> is what the one who showed it was told.</summary>
public sealed record SiteSecretReused(SiteId Site, string Secret, string Code, DateTimeOffset At);

/// <summary>Nothing that was given to the site's adapters before opens anything any more.</summary>
public sealed record SiteCredentialsEnded(SiteId Site, string Reason, string? Why, DateTimeOffset At)
{
    public const string Rekeyed = "re-keyed";
    public const string Removed = "removed";
}

/// <summary>Somebody tried a join token that nobody made. It is not kept: it may be a secret of something else.</summary>
public sealed record UnknownEnrolmentTried(DateTimeOffset At)
{
    /// <summary>The one stream of them all.</summary>
    public const string Stream = "sign-in/unknown-enrolment";
}
