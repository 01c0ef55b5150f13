using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workflows;
using ComputeNet.Portal.Api;
using ComputeNet.Portal.Shared;

namespace ComputeNet.Portal.Features.Workflows;

/// <summary>One workflow: its stages, how they hang together, what they cost, and the one act on it.</summary>
public sealed class WorkflowViewModel(IWorkflows workflows, IFleet fleet) : ViewModel
{
    /// <summary>Set from the address before each run.</summary>
    public WorkflowId Id { get; set; }

    public Live<WorkflowView> Now { get; private set; } = Live<WorkflowView>.Loading;
    public StageGraph? Graph { get; private set; }
    public IReadOnlyList<SiteSummary> Sites { get; private set; } = [];

    /// <summary>The person pressed cancel and is shown what it will do; nothing is done yet.</summary>
    public bool IsAskingToCancel { get; private set; }

    public bool IsCancelling { get; private set; }
    public Trouble? CancelTrouble { get; private set; }
    public bool CanCancel => Now.Value is { Summary: { Outcome: null, CancelRequested: false } };

    /// <summary>Of the stages that have a place or are planned, decided or not; null while none has.</summary>
    public (decimal? ComputeYuan, decimal? EgressYuan, double? TransferHours) Totals => Now.Value is not { } view ? default : (
        Sum(view, p => p.ComputeYuan), Sum(view, p => p.EgressYuan), (double?)Sum(view, p => (decimal?)p.TransferHours));

    public override async Task RunAsync(CancellationToken ct)
    {
        (Now, Graph, IsAskingToCancel, CancelTrouble) = (Live<WorkflowView>.Loading, null, false, null);
        Redraw();
        await Task.WhenAll(FollowAsync(workflows.WatchAsync(Id, ct), Take, ct), FollowAsync(fleet.WatchAsync(ct), sites => Sites = sites.Value ?? Sites, ct));
    }

    public void AskToCancel()
    {
        (IsAskingToCancel, CancelTrouble) = (CanCancel, null);
        Redraw();
    }

    public void KeepRunning()
    {
        IsAskingToCancel = false;
        Redraw();
    }

    public async Task CancelAsync(CancellationToken ct)
    {
        if (IsCancelling)
            return;
        IsCancelling = true;
        Redraw();
        var outcome = await workflows.CancelAsync(Id, ct);
        (IsCancelling, IsAskingToCancel, CancelTrouble) = (false, outcome.Trouble is not null, outcome.Trouble);
        if (outcome.Value is { } view)
            Show(Now with { Value = view });
        Redraw();
    }

    private void Take(Live<WorkflowView> now)
    {
        Show(now);
        IsAskingToCancel &= CanCancel;
    }

    private void Show(Live<WorkflowView> now) => (Now, Graph) = (now, now.Value is { } view ? StageGraph.Of(view) : null);

    /// <summary>Null when nothing is known, or when a part that counts is not.</summary>
    private static decimal? Sum(WorkflowView view, Func<StagePlace, decimal?> figure)
    {
        var figures = view.Stages.Select(s => s.Place).OfType<StagePlace>().Select(figure).ToList();
        return figures.Count == 0 || figures.Contains(null) ? null : figures.Sum();
    }
}
