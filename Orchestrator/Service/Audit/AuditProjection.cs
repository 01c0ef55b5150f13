using System.Collections.Concurrent;
using System.Reflection;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Domain.Sites;
using ComputeNet.Domain.Tenants;
using ComputeNet.Domain.Workloads;
using ComputeNet.Service.Workloads;
using JasperFx.Events;
using Marten;
using Marten.Events.Projections;

namespace ComputeNet.Service.Audit;

/// <summary>Every event of the ledger, as it happened, becomes one <see cref="AuditRow"/>. Nothing is left out, so nothing can hide.</summary>
public sealed class AuditProjection(WorkloadOwners owners) : IProjection
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo?> At = new();

    /// <summary>Who may speak for a site has a stream of its own, and is about the site all the same.</summary>
    private static readonly string SiteAccessStreams = SiteAccess.StreamOf(default);

    public async Task ApplyAsync(IDocumentOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellation)
    {
        var tenants = await owners.OfAsync(operations, events, cancellation);
        operations.Store(events.Select(e => RowOf(e, TenantOf(e, tenants))).ToArray());
    }

    private static AuditRow RowOf(IEvent e, TenantId? tenant)
    {
        // On a stream of its own in the ledger, and about the site all the same.
        var (noun, target) = e.Data is SiteMessageRefused refused ? ("site", refused.Site.Value)
            : e.StreamKey!.StartsWith(SiteAccessStreams, StringComparison.Ordinal) ? ("site", e.StreamKey[SiteAccessStreams.Length..]) : e.StreamKey!.Split('/', 2) is [var first, var rest] ? (first, rest) : (e.StreamKey, "");
        return new AuditRow(
            AuditRow.IdOf(e.Sequence), HappenedAt(e), e.UserName ?? "", e.EventTypeName, noun, target, tenant?.Value, e.CorrelationId ?? "", AuditFacts.Of(e.Data));
    }

    /// <summary>The ledger's own time, which every event carries as <c>At</c>; the time of storage where one does not.</summary>
    private static DateTimeOffset HappenedAt(IEvent e) =>
        At.GetOrAdd(e.EventType, type => type.GetProperty(nameof(At), typeof(DateTimeOffset)))?.GetValue(e.Data) as DateTimeOffset? ?? e.Timestamp;

    private static TenantId? TenantOf(IEvent e, IReadOnlyDictionary<string, TenantId> tenants) => e.Data switch
    {
        WorkloadSubmitted submitted => submitted.Tenant,
        TenantCreated created => created.Tenant,
        UserCreated user => user.Tenant,
        SignedIn user => user.Tenant,
        SignedOut user => user.Tenant,
        SignInFailed user => user.Tenant,
        UserLockedOut user => user.Tenant,
        TokenCreated token => token.Tenant,
        TokenRevoked token => token.Tenant,
        _ => tenants.TryGetValue(e.StreamKey!, out var owner) ? owner : null,
    };
}
