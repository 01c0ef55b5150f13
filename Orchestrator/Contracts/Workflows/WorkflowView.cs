using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;

namespace ComputeNet.Contracts.Workflows;

/// <summary>A row of the workflow list; the outcome is null while it goes on.</summary>
public sealed record WorkflowSummary(
    WorkflowId Id, TenantId Tenant, string Name, WorkloadOutcome? Outcome, bool CancelRequested, StageCounts Stages, DateTimeOffset SubmittedAt, DateTimeOffset ChangedAt, long Version);

/// <summary>How many stages wait for others, wait for a place, have one, have succeeded, and ended otherwise.</summary>
public sealed record StageCounts(int AwaitInputs, int Pending, int Active, int Succeeded, int Ended)
{
    public int All => AwaitInputs + Pending + Active + Succeeded + Ended;
}

/// <summary>
/// One workflow: its stages in the order of the request, and the flows between them. What is planned is as of the last round; null when no round has drawn
/// the network yet or nothing is left to plan. <c>WhyUnplanned</c> says why the open stages cannot all be planned.
/// </summary>
public sealed record WorkflowView(WorkflowSummary Summary, IReadOnlyList<StageView> Stages, IReadOnlyList<StageFlow> Flows, DateTimeOffset? PlannedAsOf, Refusal? WhyUnplanned);

/// <summary>
/// One stage: the state of its workload, the stages that it still waits for, and where it runs, ran or is planned. <c>Why</c> is the reason of its end or,
/// while it waits for a place, the last round's.
/// </summary>
public sealed record StageView(
    string Name, WorkloadId Workload, WorkloadPhase Phase, WorkloadOutcome? Outcome, IReadOnlyList<string> WaitsFor, Refusal? Why, StagePlace? Place);

/// <summary>
/// Where a stage runs and what that costs. <c>IsPlanned</c>: not decided yet, the cheapest for the whole workflow if there is room. Egress is what moving
/// its data there costs; transfer hours are null where nobody knows how fast it moves.
/// </summary>
public sealed record StagePlace(
    SiteId Site, PoolId Pool, Architecture Architecture, bool IsPlanned, DateTimeOffset? Start, DateTimeOffset? End,
    decimal? ComputeYuan, decimal? EgressYuan, double? TransferHours, Provenance TransferProvenance);

/// <summary>Filters of the workflow list; all optional.</summary>
public sealed record WorkflowQuery(TenantId? Tenant = null, bool? Open = null, string? Search = null, string? Cursor = null, int PageSize = 50);
