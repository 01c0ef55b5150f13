using ComputeNet.Contracts.Plans;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Portal.Api;
using ComputeNet.Portal.Shared;

namespace ComputeNet.Portal.Features.Plans;

/// <summary>One plan from the ledger, with the verdict of solving its stored problem again when the page was opened.</summary>
public sealed class PlanViewModel(IPlans plans, TimeProvider clock) : ViewModel
{
    /// <summary>Set from the address before each run.</summary>
    public PlanId Id { get; set; }

    public Live<PlanView> Now { get; private set; } = Live<PlanView>.Loading;

    public override async Task RunAsync(CancellationToken ct)
    {
        Now = Live<PlanView>.Loading;
        Redraw();
        var outcome = await plans.GetAsync(Id, ct);
        Now = outcome.Value is { } view ? Live<PlanView>.Fresh(view, clock.GetUtcNow()) : new(null, null, outcome.Trouble);
        Redraw();
    }
}
