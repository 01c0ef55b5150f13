using ComputeNet.Contracts.Plans;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Portal.Api;
using ComputeNet.Portal.Features.Plans;
using ComputeNet.Portal.Shared;

namespace ComputeNet.Portal.Features.Workloads;

/// <summary>One workload: its state and timeline, why it is where it is, and the one act on it.</summary>
public sealed class WorkloadViewModel(IWorkloads workloads, IFleet fleet) : ViewModel
{
    /// <summary>Set from the address before each run.</summary>
    public WorkloadId Id { get; set; }

    public Live<WorkloadView> Now { get; private set; } = Live<WorkloadView>.Loading;
    public Live<DecisionView> Decision { get; private set; } = Live<DecisionView>.Loading;
    public WhyHere? Why { get; private set; }

    /// <summary>What one wish less would bring; only of interest while it waits.</summary>
    public CounterfactualsView? WouldHelp { get; private set; }

    public bool IsPending => Now.Value is { Summary.Phase: WorkloadPhase.Pending };
    public IReadOnlyList<SiteSummary> Sites { get; private set; } = [];

    /// <summary>The person pressed cancel and is shown what it will do; nothing is done yet.</summary>
    public bool IsAskingToCancel { get; private set; }

    public bool IsCancelling { get; private set; }
    public Trouble? CancelTrouble { get; private set; }

    public bool CancelWasRequested => Now.Value?.Timeline.Any(e => e.Kind == "workload_cancel_requested") == true;

    public bool CanCancel => Now.Value is { Summary.Phase: not WorkloadPhase.Finished } && !CancelWasRequested;

    /// <summary>Newest first, as people ask "what happened last?".</summary>
    public IEnumerable<TimelineEntry> Timeline => Now.Value?.Timeline.OrderByDescending(e => e.Version) ?? Enumerable.Empty<TimelineEntry>();

    /// <summary>The variant that runs, or the only one there is.</summary>
    public Variant? ShownVariant => Now.Value is not { } view ? null
        : view.Summary.Assignment is { } at && at.VariantIndex < view.Request.Variants.Count ? view.Request.Variants[at.VariantIndex]
        : view.Request.Variants.Count == 1 ? view.Request.Variants[0] : null;

    public override async Task RunAsync(CancellationToken ct)
    {
        (Now, Decision, Why) = (Live<WorkloadView>.Loading, Live<DecisionView>.Loading, null);
        (IsAskingToCancel, CancelTrouble, WouldHelp) = (false, null, null);
        Redraw();
        await Task.WhenAll(FollowAsync(workloads.WatchAsync(Id, ct), Take, ct), FollowDecisionAsync(ct), FollowWhatWouldHelpAsync(ct), FollowAsync(fleet.WatchAsync(ct), sites => Sites = sites.Value ?? Sites, ct));
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
        var outcome = await workloads.CancelAsync(Id, ct);
        (IsCancelling, IsAskingToCancel, CancelTrouble) = (false, outcome.Trouble is not null, outcome.Trouble);
        if (outcome.Value is { } view)
            Now = Now with { Value = view };
        Redraw();
    }

    private void Take(Live<WorkloadView> now)
    {
        Now = now;
        IsAskingToCancel &= CanCancel;
    }

    private async Task FollowDecisionAsync(CancellationToken ct)
    {
        await foreach (var decision in workloads.WatchDecisionAsync(Id, ct))
        {
            Why = decision.Value is null ? null
                : ReferenceEquals(decision.Value, Decision.Value) ? Why
                : WhyHere.From(decision.Value);
            Decision = decision;
            Redraw();
        }
    }

    private async Task FollowWhatWouldHelpAsync(CancellationToken ct)
    {
        await foreach (var answer in workloads.WatchCounterfactualsAsync(Id, ct))
        {
            if (answer.Value is not { } view)
                continue;
            WouldHelp = view;
            Redraw();
        }
    }
}
