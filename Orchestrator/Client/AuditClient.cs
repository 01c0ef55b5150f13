using ComputeNet.Contracts.Audit;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Client;

/// <summary>Who did what when.</summary>
public sealed class AuditClient(ApiConnection connection)
{
    public Task<Page<AuditEntry>> ListAsync(AuditQuery query, CancellationToken ct = default) =>
        connection.GetAsync<Page<AuditEntry>>(QueryText.Of("api/audit", query), ct);

    /// <summary>The whole filtered audit as a stream, format <c>csv</c> or <c>jsonl</c>; the caller disposes the response.</summary>
    public Task<HttpResponseMessage> ExportAsync(AuditQuery query, string format, CancellationToken ct = default) =>
        connection.GetStreamAsync(QueryText.Of("api/audit/export", new { format, query.Actor, query.Action, query.Noun, query.Target, query.From, query.To }), ct);
}
