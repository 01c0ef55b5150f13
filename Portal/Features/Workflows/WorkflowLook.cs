using ComputeNet.Contracts.Workflows;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Portal.Shared;

namespace ComputeNet.Portal.Features.Workflows;

/// <summary>A workflow looks like a workload in the same state: over, with a stage at work, or waiting.</summary>
public static class WorkflowLook
{
    public static StateLook Of(WorkflowSummary workflow) => workflow switch
    {
        { Outcome: { } outcome } => StateLook.Of(WorkloadPhase.Finished, outcome),
        { Stages.Active: > 0 } => StateLook.Of(WorkloadPhase.Running),
        _ => StateLook.Of(WorkloadPhase.Pending),
    };

    public static StateLook Of(StageView stage) => StateLook.Of(stage.Phase, stage.Outcome);
}
