using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workflows;
using ComputeNet.Domain.Workflows;
using ComputeNet.Service.Http;
using ComputeNet.Service.Sites;
using ComputeNet.Service.Workloads;
using Marten;

namespace ComputeNet.Service.Workflows;

/// <summary><c>GET /api/workflows</c>: newest first; the cursor says where the page before ended.</summary>
public static class ListWorkflows
{
    public static async Task<Page<WorkflowSummary>> Handle(
        CommandContext context, IDocumentStore store, CancellationToken ct,
        TenantId? tenant = null, bool? open = null, string? search = null, string? cursor = null, int pageSize = 50)
    {
        var size = Math.Clamp(pageSize, 1, ListWorkloads.LargestPage);
        await using var session = store.QuerySession();
        var query = session.Query<Workflow>().OrderByDescending(w => w.Id).AsQueryable();
        if ((context.IsOperator ? tenant : context.OwnTenant()) is { } only)
            query = query.Where(w => w.Tenant.Value == only.Value);
        if (open is { } wanted)
            query = wanted ? query.Where(w => w.Outcome == null) : query.Where(w => w.Outcome != null);
        if (!string.IsNullOrWhiteSpace(search))
            query = query.Where(w => w.Name.Contains(search, StringComparison.OrdinalIgnoreCase) || w.Id.Contains(search));
        if (Cursor.Read(cursor) is { } before)
            query = query.Where(w => w.Id.CompareTo(before) < 0);
        var rows = await query.Take(size + 1).ToListAsync(ct);
        var stages = await session.WorkloadsAsync(rows.Take(size).SelectMany(w => w.Stages).Select(s => s.Workload), ct);
        return new Page<WorkflowSummary>([.. rows.Take(size).Select(w => WorkflowRows.Of(w, stages))], rows.Count > size ? Cursor.Of(rows[size - 1].Id) : null);
    }
}
