using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Contracts.Tenants;

/// <summary><c>POST /api/session</c>: a person signs in. Wrong name and wrong password are not told apart; at most 200 characters.</summary>
public sealed record SignIn(string User, string Password);

/// <summary>The bearer token of a signed-in person and what it is good for; shown once, stored only as a hash.</summary>
public sealed record Session(string Token, Identity Identity, DateTimeOffset ExpiresAt);

/// <summary><c>GET /api/session</c>: who the caller is.</summary>
public sealed record Identity(UserId User, string Role, TenantId? Tenant, SiteId? Site);

/// <summary>
/// <c>POST /api/tokens</c>, with a session: a named token (one line of 1–100 characters) that expires after 1–366 days, for scripts (tenant) or for a
/// site's adapter (scope <c>site</c> with the site; operators make those).
/// </summary>
public sealed record CreateToken(string Name, string Scope, int DaysValid, SiteId? Site = null, TenantId? Tenant = null);

/// <summary>The secret is in this reply and nowhere else, ever.</summary>
public sealed record TokenCreated(string Id, string Token, DateTimeOffset ExpiresAt);

/// <summary>A token as lists show it: never the secret.</summary>
public sealed record TokenView(string Id, string Name, string Scope, UserId Owner, TenantId? Tenant, SiteId? Site, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, DateTimeOffset? RevokedAt, DateTimeOffset? LastUsedAt);

/// <summary>What a token may do.</summary>
public static class TokenScopes
{
    /// <summary>All that its owner may.</summary>
    public const string Full = "full";

    /// <summary>Reads only.</summary>
    public const string Read = "read";

    /// <summary>The site protocol of one site, and nothing else.</summary>
    public const string Site = "site";

    public static readonly IReadOnlyList<string> All = [Full, Read, Site];
}

/// <summary>An organisation as operators see it.</summary>
public sealed record TenantView(TenantId Id, string Name, DateTimeOffset CreatedAt, long Version);

/// <summary><c>POST /api/tenants</c>: a new organisation (a name of 1–100 characters) with its first user (a password of 10–200 characters).</summary>
public sealed record CreateTenant(TenantId Id, string Name, UserId User, string Password);
