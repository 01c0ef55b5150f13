using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Domain.Tenants;

/// <summary>A token for a script or an adapter was made; its secret is nowhere in the ledger. <c>ExpiresAt</c> is real time.</summary>
public sealed record TokenCreated(
    string Token, string Name, string Scope, UserId Owner, TenantId? Tenant, SiteId? Site, DateTimeOffset ExpiresAt, DateTimeOffset At)
{
    public static string StreamOf(string token) => $"token/{token}";
}

/// <summary>The token opens nothing any more.</summary>
public sealed record TokenRevoked(string Token, TenantId? Tenant, DateTimeOffset At);

/// <summary>The host process gave each of its own adapters a new token in place of the old one.</summary>
public sealed record SiteTokensIssued(int Sites, DateTimeOffset ExpiresAt, DateTimeOffset At)
{
    public const string Stream = "token/own-adapters";
}
