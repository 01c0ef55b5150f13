using ComputeNet.Brain.Explanations;
using ComputeNet.Contracts.Plans;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Service.Plans;

/// <summary>The brain's explanation as it leaves the Orchestrator.</summary>
public static class DecisionViews
{
    public static DecisionView Of(PlanId? plan, WorkloadId? workload, DateTimeOffset at, Explanation explanation) =>
        new(plan, workload, at, explanation.DurationIsAssumed, explanation.Candidates, explanation.WhyPending);
}
