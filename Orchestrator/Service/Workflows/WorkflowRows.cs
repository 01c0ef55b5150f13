using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workflows;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Domain.Workflows;
using ComputeNet.Domain.Workloads;

namespace ComputeNet.Service.Workflows;

/// <summary>The row that lists show of a workflow.</summary>
public static class WorkflowRows
{
    public static WorkflowSummary Of(Workflow workflow, IReadOnlyDictionary<WorkloadId, Workload> workloads)
    {
        var stages = workflow.Stages.Select(s => workloads[s.Workload]).ToList();
        var counts = new StageCounts(
            AwaitInputs: stages.Count(s => s.AwaitsInputs == true),
            Pending: stages.Count(s => s is { Phase: WorkloadPhase.Pending, AwaitsInputs: not true }),
            Active: stages.Count(s => s.Phase is WorkloadPhase.Placed or WorkloadPhase.Starting or WorkloadPhase.Running),
            Succeeded: stages.Count(s => s.Outcome == WorkloadOutcome.Succeeded),
            Ended: stages.Count(s => s.Outcome is WorkloadOutcome.Failed or WorkloadOutcome.Cancelled));
        return new WorkflowSummary(
            workflow.WorkflowId, workflow.Tenant, workflow.Name, workflow.Outcome, workflow.CancelRequested, counts, workflow.SubmittedAt,
            stages.Select(s => s.ChangedAt).Append(workflow.ChangedAt).Max(), workflow.Revision);
    }
}
