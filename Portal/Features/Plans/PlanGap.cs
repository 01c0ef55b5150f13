using ComputeNet.Contracts.Plans;

namespace ComputeNet.Portal.Features.Plans;

/// <summary>How far a plan may be from the best one: (objective − bound) / objective, the share that is not proven.</summary>
public static class PlanGap
{
    /// <summary>0 to 1; null when the plan costs nothing, and there is nothing to be better than.</summary>
    public static double? Of(PlanSummary plan) => plan.ObjectiveMicroYuan <= 0
        ? null
        : Math.Clamp((plan.ObjectiveMicroYuan - plan.LowerBoundMicroYuan) / (double)plan.ObjectiveMicroYuan, 0, 1);
}
