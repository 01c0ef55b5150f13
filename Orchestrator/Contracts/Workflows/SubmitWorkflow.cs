using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;

namespace ComputeNet.Contracts.Workflows;

/// <summary>
/// Workloads that hand data to each other: <c>POST /api/workflows</c>. A stage starts when every stage that flows into it has succeeded; each is placed
/// with a view to where its data lies and where the stages after it can run.
/// </summary>
public sealed record SubmitWorkflow
{
    public const int MostStages = 50;
    public const int MostFlows = 200;

    /// <summary>For people; 1–100 characters.</summary>
    public required string Name { get; init; }

    /// <summary>Each is a request like any other; its name, unique here, is what flows refer to. 1–50.</summary>
    public required IReadOnlyList<SubmitWorkload> Stages { get; init; }

    /// <summary>Who hands data to whom; at most 200, no circle.</summary>
    public IReadOnlyList<StageFlow> Flows { get; init; } = [];

    /// <summary>Only an operator may submit for another tenant; a tenant leaves it out.</summary>
    public TenantId? Tenant { get; init; }
}

/// <summary>One stage writes what another reads, in gigabytes (10⁹ bytes); 0 only keeps the order.</summary>
public sealed record StageFlow(string From, string To, double Gigabytes = 0);

/// <summary>The reply to a submit: the workflow's name, and its workloads in the order of the stages.</summary>
public sealed record WorkflowAccepted(WorkflowId Id, IReadOnlyList<WorkloadId> Stages);
