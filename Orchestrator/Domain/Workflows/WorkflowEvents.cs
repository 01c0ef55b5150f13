using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workflows;
using ComputeNet.Contracts.Workloads;

namespace ComputeNet.Domain.Workflows;

/// <summary>A tenant asked for it; its stages were submitted with it, as workloads of their own.</summary>
public sealed record WorkflowSubmitted(
    WorkflowId Workflow, TenantId Tenant, string Name, IReadOnlyList<WorkflowStage> Stages, IReadOnlyList<StageFlow> Flows, DateTimeOffset At);

/// <summary>Somebody wants all of it stopped; it ends when its last running stage has.</summary>
public sealed record WorkflowCancelRequested(WorkflowId Workflow, DateTimeOffset At);

/// <summary>The one terminal fact of a workflow: every stage has ended.</summary>
public sealed record WorkflowFinished(WorkflowId Workflow, WorkloadOutcome Outcome, DateTimeOffset At);
