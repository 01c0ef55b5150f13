using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Contracts.Audit;

/// <summary>One line of the audit: who did what to which thing, when, and under which correlation id. Sequence is the ledger's own order.</summary>
public sealed record AuditEntry(
    long Sequence,
    DateTimeOffset At,
    string Actor,
    string Action,
    string Noun,
    string Target,
    TenantId? Tenant,
    string CorrelationId,
    IReadOnlyDictionary<string, string> Facts);

/// <summary>Filters of the audit; all optional; pages of 1–500. <c>GET /api/audit</c>, and <c>/api/audit/export?format=csv|jsonl</c> without paging.</summary>
public sealed record AuditQuery(
    string? Actor = null,
    string? Action = null,
    string? Noun = null,
    string? Target = null,
    DateTimeOffset? From = null,
    DateTimeOffset? To = null,
    string? Cursor = null,
    int PageSize = 100);
