using ComputeNet.Contracts.Plans;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Contracts.Workloads;

/// <summary>Life of a workload: Pending → Placed → Starting → Running → Finished; one that is evicted, or suspended between two stretches, returns to Pending.</summary>
public enum WorkloadPhase { Pending, Placed, Starting, Running, Finished }

/// <summary>How a finished workload ended.</summary>
public enum WorkloadOutcome { Succeeded, Failed, Cancelled }

/// <summary>A row of the workload list.</summary>
public sealed record WorkloadSummary(
    WorkloadId Id,
    TenantId Tenant,
    string Name,
    WorkloadPhase Phase,
    WorkloadOutcome? Outcome,
    int Priority,
    int GangMembers,
    IReadOnlyList<Architecture> Architectures,
    DateTimeOffset SubmittedAt,
    DateTimeOffset ChangedAt,
    int Attempt,
    Assignment? Assignment,
    Forecast? Forecast,
    long Version)
{
    /// <summary>The workflow that it is a stage of; null for one that stands alone.</summary>
    public WorkflowId? Workflow { get; init; }

    /// <summary>The share of the work that earlier stretches did, 0–1; null while there is nothing to go on from.</summary>
    public double? ShareDone { get; init; }
}

/// <summary>Where the current (or last) attempt runs, and what it is expected to cost.</summary>
public sealed record Assignment(
    SiteId Site,
    PoolId Pool,
    Architecture Architecture,
    int VariantIndex,
    int Devices,
    JobKey Job,
    FencingToken Token,
    PlanId Plan,
    DateTimeOffset PlannedStart,
    DateTimeOffset PlannedEnd,
    CandidateFigures Figures,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt)
{
    /// <summary>Where each member sits and by how much its share is rounded up; null where the site does not tell its machines.</summary>
    public IReadOnlyList<MemberSeat>? Seats { get; init; }

    /// <summary>Of a gang over several pools of the site, <see cref="Pool"/> the first; null: whole in the one.</summary>
    public IReadOnlyList<GangPart>? Parts { get; init; }

    /// <summary>The stretches that were planned, this one first; null when it runs in one piece.</summary>
    public IReadOnlyList<RunStretch>? Stretches { get; init; }
}

/// <summary>
/// What the last planning round said of a waiting workload: where and when it would start if nothing changes,
/// or the first rule that refuses it everywhere. An estimate, as of the round. The plan is null before any round has seen the workload.
/// </summary>
public sealed record Forecast(PlanId? Plan, DateTimeOffset AsOf, SiteId? Site, PoolId? Pool, DateTimeOffset? Start, Refusal? Why)
{
    /// <summary>The stretches that it would run in; null: in one piece.</summary>
    public IReadOnlyList<RunStretch>? Stretches { get; init; }
}

/// <summary>Everything about one workload: the request, where it is, and its timeline from the ledger.</summary>
public sealed record WorkloadView(WorkloadSummary Summary, SubmitWorkload Request, IReadOnlyList<TimelineEntry> Timeline, string? LogTail)
{
    /// <summary>What sites told of work that was done twice, the oldest first; null: nothing.</summary>
    public IReadOnlyList<DoubleRun>? DoubleRuns { get; init; }
}

/// <summary>One event of the workload's stream, told for people: kind is the event's alias; the facts fill the translated sentence.</summary>
public sealed record TimelineEntry(long Version, DateTimeOffset At, string Kind, string Actor, IReadOnlyDictionary<string, string> Facts);

/// <summary>The reply to a submit: the name of the workload and its first forecast.</summary>
public sealed record WorkloadAccepted(WorkloadId Id, WorkloadPhase Phase, Forecast? Forecast, long Version);

/// <summary>Filters of the workload list; all optional.</summary>
public sealed record WorkloadQuery(WorkloadPhase? Phase = null, TenantId? Tenant = null, SiteId? Site = null, string? Search = null, string? Cursor = null, int PageSize = 50);
