using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Domain.Tenants;

/// <summary>Somebody may sign in from now on.</summary>
public sealed record UserCreated(UserId User, string Role, TenantId? Tenant, DateTimeOffset At)
{
    /// <summary>The one site that a person of a site sees; null for everybody else.</summary>
    public SiteId? Site { get; init; }
}

/// <summary>A person signed in.</summary>
public sealed record SignedIn(UserId User, TenantId? Tenant, DateTimeOffset At);

/// <summary>A person ended the session.</summary>
public sealed record SignedOut(UserId User, TenantId? Tenant, DateTimeOffset At);

/// <summary>A sign-in was refused, and why (the person is not told which of the reasons it was).</summary>
public sealed record SignInFailed(UserId User, TenantId? Tenant, string Reason, DateTimeOffset At)
{
    public const string WrongPassword = "wrong-password";
    public const string LockedOut = "locked-out";
}

/// <summary>Somebody tried a name that does not exist. The name is not kept, because people type their password there.</summary>
public sealed record UnknownUserTried(DateTimeOffset At)
{
    /// <summary>The one stream of them all.</summary>
    public const string Stream = "sign-in/unknown-user";
}

/// <summary>Too many wrong passwords in a row; <c>LockedUntil</c> is real time.</summary>
public sealed record UserLockedOut(UserId User, TenantId? Tenant, DateTimeOffset LockedUntil, DateTimeOffset At);
