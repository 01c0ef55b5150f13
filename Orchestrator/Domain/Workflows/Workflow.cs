using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workflows;
using ComputeNet.Contracts.Workloads;

namespace ComputeNet.Domain.Workflows;

/// <summary>Stages and the flows between them. What each stage goes through is its workload's own story; here is only how they hang together.</summary>
public sealed record Workflow(
    string Id,
    WorkflowId WorkflowId,
    TenantId Tenant,
    string Name,
    IReadOnlyList<WorkflowStage> Stages,
    IReadOnlyList<StageFlow> Flows,
    bool CancelRequested,
    WorkloadOutcome? Outcome,
    DateTimeOffset SubmittedAt,
    DateTimeOffset ChangedAt,
    long Revision)
{
    public static string StreamOf(WorkflowId workflow) => $"workflow/{workflow}";

    public static Workflow Create(WorkflowSubmitted e) =>
        new(StreamOf(e.Workflow), e.Workflow, e.Tenant, e.Name, e.Stages, e.Flows, false, null, e.At, e.At, 1);

    public Workflow Apply(WorkflowCancelRequested e) => this with { CancelRequested = true, ChangedAt = e.At, Revision = Revision + 1 };

    public Workflow Apply(WorkflowFinished e) => this with { Outcome = e.Outcome, ChangedAt = e.At, Revision = Revision + 1 };

    /// <summary>The stages that hand something to this one, with how much.</summary>
    public IEnumerable<(WorkflowStage Stage, double Gigabytes)> Into(WorkflowStage stage) =>
        Flows.Where(f => f.To == stage.Name).Select(f => (Stages.First(s => s.Name == f.From), f.Gigabytes));
}

/// <summary>A stage's name and the workload that it is.</summary>
public sealed record WorkflowStage(string Name, WorkloadId Workload);
