using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Domain.Workloads;
using ComputeNet.Service.Http;
using ComputeNet.Service.Plans;
using Marten;

namespace ComputeNet.Service.Workloads;

/// <summary><c>GET /api/workloads</c>: newest first; the cursor says where the page before ended.</summary>
public static class ListWorkloads
{
    public const int LargestPage = 200;

    public static async Task<Page<WorkloadSummary>> Handle(
        CommandContext context, IDocumentStore store, CancellationToken ct,
        WorkloadPhase? phase = null, TenantId? tenant = null, SiteId? site = null, string? search = null, string? cursor = null, int pageSize = 50)
    {
        var size = Math.Clamp(pageSize, 1, LargestPage);
        await using var session = store.QuerySession();
        var query = session.Query<Workload>().OrderByDescending(w => w.Id).AsQueryable();
        if ((context.IsOperator ? tenant : context.OwnTenant()) is { } only)
            query = query.Where(w => w.Tenant.Value == only.Value);
        if (phase is { } wanted)
            query = query.Where(w => w.Phase == wanted);
        if (site is { } at)
            query = query.Where(w => w.CurrentSite == at.Value);
        if (!string.IsNullOrWhiteSpace(search))
            query = query.Where(w => w.Request.Name.Contains(search, StringComparison.OrdinalIgnoreCase) || w.Id.Contains(search));
        if (Cursor.Read(cursor) is { } before)
            query = query.Where(w => w.Id.CompareTo(before) < 0);
        var rows = await query.Take(size + 1).ToListAsync(ct);
        var forecasts = await session.ForecastsAsync(rows.Where(w => w.Phase == WorkloadPhase.Pending).Select(w => w.WorkloadId), ct);
        var items = rows.Take(size).Select(w => WorkloadRows.Of(w, forecasts.GetValueOrDefault(w.WorkloadId))).ToList();
        return new Page<WorkloadSummary>(items, rows.Count > size ? Cursor.Of(rows[size - 1].Id) : null);
    }
}
