using ComputeNet.Contracts.Workflows;
using ComputeNet.Portal.Api;
using ComputeNet.Portal.Shared;

namespace ComputeNet.Portal.Features.Workflows;

/// <summary>The live list of workflows, newest first.</summary>
public sealed class WorkflowsViewModel : ViewModel
{
    private const int PageSize = 50;

    private readonly IWorkflows workflows;
    private LiveList<WorkflowSummary> list;

    public WorkflowsViewModel(IWorkflows workflows)
    {
        this.workflows = workflows;
        list = NewList();
    }

    public Live<IReadOnlyList<WorkflowSummary>> Now => list.Now;
    public bool IsComplete => list.IsComplete;

    public override async Task RunAsync(CancellationToken ct)
    {
        list = NewList();
        Redraw();
        await list.FollowAsync(workflows.WatchAsync(new WorkflowQuery(PageSize: PageSize), ct), ct);
    }

    /// <summary>See <see cref="LiveList{T}.RowsAsync"/>.</summary>
    public Task<(IReadOnlyList<WorkflowSummary> Rows, int Total)> RowsAsync(int start, int count, CancellationToken ct) => list.RowsAsync(start, count, ct);

    private LiveList<WorkflowSummary> NewList()
    {
        var made = new LiveList<WorkflowSummary>((cursor, ct) => workflows.ListAsync(new WorkflowQuery(Cursor: cursor, PageSize: PageSize), ct));
        made.Changed += () =>
        {
            if (made == list)
                Redraw();
        };
        return made;
    }
}
