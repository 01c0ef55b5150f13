using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Portal.Api;
using ComputeNet.Portal.Shared;

namespace ComputeNet.Portal.Features.Workloads;

/// <summary>The live list of workloads under the filter that stands in the address.</summary>
public sealed class WorkloadsViewModel : ViewModel
{
    private const int PageSize = 100;

    private readonly IWorkloads workloads;
    private readonly IFleet fleet;
    private LiveList<WorkloadSummary> list;

    public WorkloadsViewModel(IWorkloads workloads, IFleet fleet)
    {
        this.workloads = workloads;
        this.fleet = fleet;
        list = NewList();
    }

    /// <summary>Set from the address before each run.</summary>
    public WorkloadFilter Filter { get; set; } = WorkloadFilter.None;

    public Live<IReadOnlyList<WorkloadSummary>> Now => list.Now;
    public bool IsComplete => list.IsComplete;

    /// <summary>For the names of sites and for the filter; empty until heard.</summary>
    public IReadOnlyList<SiteSummary> Sites { get; private set; } = [];

    /// <summary>Nothing matches, as opposed to nothing being there at all.</summary>
    public bool IsEmptyByFilter => Now.Value is { Count: 0 } && !Filter.IsEmpty;

    public override async Task RunAsync(CancellationToken ct)
    {
        list = NewList();
        Redraw();
        await Task.WhenAll(list.FollowAsync(workloads.WatchAsync(Filter.ToQuery(null, PageSize), ct), ct), FollowSitesAsync(ct));
    }

    /// <summary>See <see cref="LiveList{T}.RowsAsync"/>.</summary>
    public Task<(IReadOnlyList<WorkloadSummary> Rows, int Total)> RowsAsync(int start, int count, CancellationToken ct) => list.RowsAsync(start, count, ct);

    private LiveList<WorkloadSummary> NewList()
    {
        var filter = Filter;
        var made = new LiveList<WorkloadSummary>((cursor, ct) => workloads.ListAsync(filter.ToQuery(cursor, PageSize), ct));
        made.Changed += () =>
        {
            if (made == list)
                Redraw();
        };
        return made;
    }

    private async Task FollowSitesAsync(CancellationToken ct)
    {
        await foreach (var sites in fleet.WatchAsync(ct))
        {
            if (sites.Value is not { } known)
                continue;
            Sites = known;
            Redraw();
        }
    }
}
