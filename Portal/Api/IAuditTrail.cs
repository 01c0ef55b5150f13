using ComputeNet.Contracts.Audit;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Portal.Api;

/// <summary>Who did what when.</summary>
public interface IAuditTrail
{
    /// <summary>The newest page of the filtered audit, now and after every act.</summary>
    IAsyncEnumerable<Live<Page<AuditEntry>>> WatchAsync(AuditQuery query, CancellationToken ct);

    /// <summary>A further page, once.</summary>
    Task<Outcome<Page<AuditEntry>>> ListAsync(AuditQuery query, CancellationToken ct);

    /// <summary>The whole filtered audit as <c>csv</c> or <c>jsonl</c>; the caller disposes it.</summary>
    Task<Outcome<Export>> ExportAsync(AuditQuery query, string format, CancellationToken ct);
}

/// <summary>A download on its way from the Orchestrator.</summary>
public sealed class Export(HttpResponseMessage response) : IDisposable
{
    public string ContentType => response.Content.Headers.ContentType?.ToString() ?? "application/octet-stream";

    public Task CopyToAsync(Stream target, CancellationToken ct) => response.Content.CopyToAsync(target, ct);

    public void Dispose() => response.Dispose();
}

internal sealed class AuditTrailApi(Door door, LiveQuery live) : IAuditTrail
{
    public IAsyncEnumerable<Live<Page<AuditEntry>>> WatchAsync(AuditQuery query, CancellationToken ct) =>
        live.WatchAsync((client, token) => client.Audit.ListAsync(query, token), change => change.Noun is "audit" or "workload" or "workflow" or "site" or "policy", ct);

    public Task<Outcome<Page<AuditEntry>>> ListAsync(AuditQuery query, CancellationToken ct) => door.AskAsync(client => client.Audit.ListAsync(query, ct));

    public Task<Outcome<Export>> ExportAsync(AuditQuery query, string format, CancellationToken ct) =>
        door.AskAsync(async client => new Export(await client.Audit.ExportAsync(query, format, ct)));
}
