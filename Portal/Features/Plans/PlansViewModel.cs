using ComputeNet.Contracts.Plans;
using ComputeNet.Portal.Api;
using ComputeNet.Portal.Shared;

namespace ComputeNet.Portal.Features.Plans;

/// <summary>The planning rounds on record, newest first.</summary>
public sealed class PlansViewModel : ViewModel
{
    private readonly IPlans plans;
    private LiveList<PlanSummary> list;

    public PlansViewModel(IPlans plans)
    {
        this.plans = plans;
        list = NewList();
    }

    public Live<IReadOnlyList<PlanSummary>> Now => list.Now;
    public bool IsComplete => list.IsComplete;

    public override async Task RunAsync(CancellationToken ct)
    {
        list = NewList();
        Redraw();
        await list.FollowAsync(plans.WatchAsync(ct), ct);
    }

    /// <summary>See <see cref="LiveList{T}.RowsAsync"/>.</summary>
    public Task<(IReadOnlyList<PlanSummary> Rows, int Total)> RowsAsync(int start, int count, CancellationToken ct) => list.RowsAsync(start, count, ct);

    private LiveList<PlanSummary> NewList()
    {
        var made = new LiveList<PlanSummary>(plans.ListAsync);
        made.Changed += () =>
        {
            if (made == list)
                Redraw();
        };
        return made;
    }
}
