using ComputeNet.Contracts.Audit;
using ComputeNet.Portal.Api;
using ComputeNet.Portal.Shared;

namespace ComputeNet.Portal.Features.Audit;

/// <summary>Who did what when, newest first, under the filter that stands in the address.</summary>
public sealed class AuditViewModel : ViewModel
{
    private const int PageSize = 100;

    private readonly IAuditTrail audit;
    private LiveList<AuditEntry> list;

    public AuditViewModel(IAuditTrail audit)
    {
        this.audit = audit;
        list = NewList();
    }

    /// <summary>Set from the address before each run.</summary>
    public AuditFilter Filter { get; set; } = AuditFilter.None;

    /// <summary>Whose days the filter means.</summary>
    public TimeZoneInfo Zone { get; set; } = TimeZoneInfo.Utc;

    public Live<IReadOnlyList<AuditEntry>> Now => list.Now;
    public bool IsComplete => list.IsComplete;
    public bool IsEmptyByFilter => Now.Value is { Count: 0 } && !Filter.IsEmpty;

    public override async Task RunAsync(CancellationToken ct)
    {
        list = NewList();
        Redraw();
        await list.FollowAsync(audit.WatchAsync(Filter.ToQuery(Zone, null, PageSize), ct), ct);
    }

    /// <summary>See <see cref="LiveList{T}.RowsAsync"/>.</summary>
    public Task<(IReadOnlyList<AuditEntry> Rows, int Total)> RowsAsync(int start, int count, CancellationToken ct) => list.RowsAsync(start, count, ct);

    private LiveList<AuditEntry> NewList()
    {
        var (filter, zone) = (Filter, Zone);
        var made = new LiveList<AuditEntry>((cursor, ct) => audit.ListAsync(filter.ToQuery(zone, cursor, PageSize), ct));
        made.Changed += () =>
        {
            if (made == list)
                Redraw();
        };
        return made;
    }
}
