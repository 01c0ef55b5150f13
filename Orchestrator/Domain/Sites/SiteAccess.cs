using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Domain.Sites;

/// <summary>
/// Who may speak for a site. The invariant lives here: at most one token is out and it is used once; one credential is the site's, and beside it at most the one
/// before for a while; what has been used up opens nothing, and is an alarm when it is shown again. All instants but <c>At</c> are real time.
/// </summary>
public sealed record SiteAccess(string Id, SiteId SiteId, EnrolmentOut? Open, CredentialHeld? Current, CredentialHeld? Previous, long Revision)
{
    /// <summary>Alarms that are kept; more of them say nothing new.</summary>
    public const int MostAlarms = 20;

    private const int MostEndedRemembered = 50;

    /// <summary>Tokens that are over, the newest last, and what whoever shows one is told.</summary>
    public IReadOnlyList<EnrolmentOver> Over { get; init; } = [];

    /// <summary>Since the site was last re-keyed, the oldest first.</summary>
    public IReadOnlyList<SecretAlarm> Alarms { get; init; } = [];

    public static string StreamOf(SiteId site) => $"site-access/{site}";

    public static SiteAccess Create(EnrolmentOffered e) => Of(e.Site).Apply(e);

    public static SiteAccess Create(SiteCredentialsEnded e) => Of(e.Site).Apply(e);

    /// <summary>A site that nobody has invited yet.</summary>
    public static SiteAccess Of(SiteId site) => new(StreamOf(site), site, null, null, null, 0);

    public SiteAccess Apply(EnrolmentOffered e) => Next() with { Open = new EnrolmentOut(e.Enrolment, e.OfferedBy, e.At, e.ExpiresAt) };

    public SiteAccess Apply(EnrolmentWithdrawn e) => Next() with { Open = Open?.Id == e.Enrolment ? null : Open, Over = With(e.Enrolment, $"enrolment-{e.Reason}") };

    public SiteAccess Apply(SiteEnrolled e) => Next() with
    {
        Open = null,
        Over = With(e.Enrolment, EnrolmentOver.Used),
        Current = new CredentialHeld(e.Credential, e.ExpiresAt, e.Enrolment),
        Previous = null,
    };

    public SiteAccess Apply(SiteCredentialRotated e) => Next() with
    {
        Current = new CredentialHeld(e.Credential, e.ExpiresAt, null),
        Previous = Current! with { GoodUntil = e.PreviousGoodUntil },
    };

    public SiteAccess Apply(SiteSecretReused e) => Next() with { Alarms = [.. Alarms, new SecretAlarm(e.Secret, e.Code, e.At)] };

    public SiteAccess Apply(SiteCredentialsEnded _) => Next() with { Current = null, Previous = null, Alarms = [] };

    private List<EnrolmentOver> With(string enrolment, string code) => [.. Over.TakeLast(MostEndedRemembered - 1), new EnrolmentOver(enrolment, code)];

    private SiteAccess Next() => this with { Revision = Revision + 1 };
}

/// <summary>The token that is out.</summary>
public sealed record EnrolmentOut(string Id, UserId OfferedBy, DateTimeOffset OfferedAt, DateTimeOffset ExpiresAt);

/// <summary>A token that is over.</summary>
public sealed record EnrolmentOver(string Id, string Code)
{
    public const string Used = "enrolment-used";
}

/// <summary>A credential of the site; the enrolment that it came of, null when it came of another credential.</summary>
public sealed record CredentialHeld(string Id, DateTimeOffset GoodUntil, string? Enrolment);

/// <summary>A secret that was shown after it had been used up.</summary>
public sealed record SecretAlarm(string Secret, string Code, DateTimeOffset At);
