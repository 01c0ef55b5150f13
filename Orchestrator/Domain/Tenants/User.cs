using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Domain.Tenants;

/// <summary>A person who signs in, and how many wrong passwords were tried. The password's hash is kept beside the ledger, not in it.</summary>
public sealed record User(
    string Id, UserId UserId, string Role, TenantId? Tenant, int FailedSignIns, int Lockouts, DateTimeOffset? LockedUntil, DateTimeOffset CreatedAt, long Revision)
{
    public const int FailuresUntilLockout = 5;
    private static readonly TimeSpan FirstLockout = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan LongestLockout = TimeSpan.FromHours(24);

    public static string StreamOf(UserId user) => $"user/{user}";

    /// <summary>The one site that a person of a site sees; null for everybody else.</summary>
    public SiteId? Site { get; init; }

    public static User Create(UserCreated e) => new(StreamOf(e.User), e.User, e.Role, e.Tenant, 0, 0, null, e.At, 1) { Site = e.Site };

    public User Apply(SignedIn _) => Next() with { FailedSignIns = 0, Lockouts = 0, LockedUntil = null };

    public User Apply(SignedOut _) => Next();

    public User Apply(SignInFailed e) => Next() with { FailedSignIns = FailedSignIns + (e.Reason == SignInFailed.WrongPassword ? 1 : 0) };

    public User Apply(UserLockedOut e) => Next() with { FailedSignIns = 0, Lockouts = Lockouts + 1, LockedUntil = e.LockedUntil };

    /// <summary>
    /// Five wrong passwords in a row lock the user out for 15 minutes, the next five for 30, and so on up to a day; while locked out, the
    /// right password does not help either. A success ends the series.
    /// </summary>
    /// <param name="passwordIsRight">What the hasher said.</param>
    /// <param name="wallNow">Real time, by which lockouts end.</param>
    /// <param name="now">Ledger time, for the record.</param>
    public Decision SignIn(bool passwordIsRight, DateTimeOffset wallNow, DateTimeOffset now)
    {
        if (LockedUntil > wallNow)
            return Decision.Happens(new SignInFailed(UserId, Tenant, SignInFailed.LockedOut, now));
        if (passwordIsRight)
            return Decision.Happens(new SignedIn(UserId, Tenant, now));
        var failed = new SignInFailed(UserId, Tenant, SignInFailed.WrongPassword, now);
        return FailedSignIns + 1 < FailuresUntilLockout
            ? Decision.Happens(failed)
            : Decision.Happens(failed, new UserLockedOut(UserId, Tenant, wallNow + LockoutAfter(Lockouts), now));
    }

    private static TimeSpan LockoutAfter(int lockouts)
    {
        var length = FirstLockout * Math.Pow(2, Math.Min(lockouts, 10));
        return length < LongestLockout ? length : LongestLockout;
    }

    private User Next() => this with { Revision = Revision + 1 };
}
