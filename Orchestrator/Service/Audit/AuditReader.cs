using System.Runtime.CompilerServices;
using ComputeNet.Contracts.Audit;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Service.Http;
using Marten;

namespace ComputeNet.Service.Audit;

/// <summary>Reads the audit, newest first: operators all of it, tenants what is theirs.</summary>
public sealed class AuditReader(IDocumentStore store)
{
    private const int ExportPage = 1000;

    public async Task<Page<AuditEntry>> PageAsync(AuditQuery query, CommandContext context, CancellationToken ct)
    {
        var rows = await RowsAsync(query, context, Cursor.Read(query.Cursor), query.PageSize + 1, ct);
        var page = rows.Take(query.PageSize).ToList();
        return new Page<AuditEntry>([.. page.Select(r => r.ToEntry())], rows.Count > query.PageSize ? Cursor.Of(page[^1].Id) : null);
    }

    /// <summary>All of it, page by page, so that neither memory nor a database connection is held while a slow reader reads.</summary>
    public async IAsyncEnumerable<AuditEntry> AllAsync(AuditQuery query, CommandContext context, [EnumeratorCancellation] CancellationToken ct)
    {
        string? after = null;
        while (true)
        {
            var rows = await RowsAsync(query, context, after, ExportPage, ct);
            foreach (var row in rows)
                yield return row.ToEntry();
            if (rows.Count < ExportPage)
                yield break;
            after = rows[^1].Id;
        }
    }

    private async Task<IReadOnlyList<AuditRow>> RowsAsync(AuditQuery query, CommandContext context, string? after, int count, CancellationToken ct)
    {
        await using var session = store.QuerySession();
        IQueryable<AuditRow> rows = session.Query<AuditRow>();
        if (!context.IsOperator)
        {
            var own = context.Tenant?.Value ?? throw new InvalidOperationException($"{context.Actor} is neither an operator nor of a tenant.");
            rows = rows.Where(r => r.Tenant == own);
        }
        if (query.Actor is { } actor)
            rows = rows.Where(r => r.Actor == actor);
        if (query.Action is { } action)
            rows = rows.Where(r => r.Action == action);
        if (query.Noun is { } noun)
            rows = rows.Where(r => r.Noun == noun);
        if (query.Target is { } target)
            rows = rows.Where(r => r.Target == target);
        if (query.From is { } from)
            rows = rows.Where(r => r.At >= from);
        if (query.To is { } to)
            rows = rows.Where(r => r.At < to);
        if (after is not null)
            rows = rows.Where(r => r.Id.CompareTo(after) < 0);
        return await rows.OrderByDescending(r => r.Id).Take(count).ToListAsync(ct);
    }
}
