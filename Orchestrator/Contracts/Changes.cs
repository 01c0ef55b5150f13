using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Contracts;

/// <summary>
/// What the hub at <c>/hubs/changes</c> sends (method <c>changed</c>): this thing is newer now; read it again through the API, which checks
/// your rights. Nouns: site, pool, workload, plan, policy, audit. Tenants hear of their own workloads and of sites; operators of everything.
/// </summary>
public sealed record Change(string Noun, string Id, TenantId? Tenant, DateTimeOffset At);
