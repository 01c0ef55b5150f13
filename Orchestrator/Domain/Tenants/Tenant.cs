using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Domain.Tenants;

/// <summary>An organisation came to the network.</summary>
public sealed record TenantCreated(TenantId Tenant, string Name, DateTimeOffset At);

/// <summary>An organisation that uses the network.</summary>
public sealed record Tenant(string Id, TenantId TenantId, string Name, DateTimeOffset CreatedAt, long Revision)
{
    public static string StreamOf(TenantId tenant) => $"tenant/{tenant}";

    public static Tenant Create(TenantCreated e) => new(StreamOf(e.Tenant), e.Tenant, e.Name, e.At, 1);
}
