using ComputeNet.Contracts.Audit;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Portal.Api;

namespace ComputeNet.Portal.Tests.Fakes;

/// <summary>An audit that is what the test says.</summary>
internal sealed class FakeAudit : IAuditTrail
{
    public FakeWatch<Page<AuditEntry>> List { get; } = new();
    public List<AuditQuery> Queries { get; } = [];
    public List<string> Formats { get; } = [];
    public Outcome<Export> ExportAnswer { get; set; } = Trouble.Unreachable;

    public IAsyncEnumerable<Live<Page<AuditEntry>>> WatchAsync(AuditQuery query, CancellationToken ct)
    {
        Queries.Add(query);
        return List.WatchAsync(ct);
    }

    public Task<Outcome<Page<AuditEntry>>> ListAsync(AuditQuery query, CancellationToken ct) => Task.FromResult<Outcome<Page<AuditEntry>>>(Trouble.Unreachable);

    public Task<Outcome<Export>> ExportAsync(AuditQuery query, string format, CancellationToken ct)
    {
        Queries.Add(query);
        Formats.Add(format);
        return Task.FromResult(ExportAnswer);
    }
}
