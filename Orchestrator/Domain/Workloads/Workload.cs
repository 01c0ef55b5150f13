using ComputeNet.Contracts.Plans;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Domain.Pools;

namespace ComputeNet.Domain.Workloads;

/// <summary>A tenant's intent and where it is in its life. It finishes exactly once, whatever its attempts go through.</summary>
public sealed record Workload(
    string Id,
    WorkloadId WorkloadId,
    TenantId Tenant,
    SubmitWorkload Request,
    WorkloadPhase Phase,
    WorkloadOutcome? Outcome,
    bool CancelRequested,
    int Attempts,
    Attempt? Current,
    IReadOnlyList<FailedPlace> FailedPlaces,
    DateTimeOffset SubmittedAt,
    DateTimeOffset ChangedAt,
    long Revision)
{
    /// <summary>
    /// After this many attempts without a result the workload fails: nothing is requeued for ever. Stretches that ended as planned do not count, as long as they
    /// bring the work forward.
    /// </summary>
    public const int MaxAttempts = 8;

    /// <summary>Giving way to a promise is no failure, but after so many times a best-effort workload is told that there is no place for it.</summary>
    public const int MaxTimesGivenWay = 200;

    public static string StreamOf(WorkloadId workload) => $"workload/{workload}";

    /// <summary>The workflow that it is a stage of; null for one that stands alone.</summary>
    public StageOf? Stage { get; init; }

    /// <summary>True while a stage waits for those before it; else null, also in documents from before there were stages.</summary>
    public bool? AwaitsInputs { get; init; }

    /// <summary>What the stages before it left, once all are there.</summary>
    public IReadOnlyList<StageInput>? Inputs { get; init; }

    /// <summary>Why it ended as it did; null when it goes on, and where no reason was told.</summary>
    public Refusal? Why { get; init; }

    /// <summary>How far earlier stretches came, and where the last of them stopped; null while it has done nothing that it could go on from.</summary>
    public Checkpoint? Checkpoint { get; init; }

    /// <summary>Stretches that ended as planned.</summary>
    public int Suspensions { get; init; }

    /// <summary>Where the current attempt is; a plain property so that lists can be filtered by it in the database.</summary>
    public string? CurrentSite => Current?.Site.Value;

    /// <summary>How often it left its devices to a workload that was promised them: no place failed it.</summary>
    public int TimesGivenWay { get; init; }

    /// <summary>Stretches that ended as planned and did nothing.</summary>
    public int IdleSuspensions { get; init; }

    /// <summary>The attempts before the current one, the oldest first; at most <see cref="DoubleRuns.MostRemembered"/>.</summary>
    public IReadOnlyList<PastAttempt> Past { get; init; } = [];

    /// <summary>What has been put on record of work done twice, so that it is said once.</summary>
    public IReadOnlyList<StraySeen> Strays { get; init; } = [];

    public bool IsFinished => Phase == WorkloadPhase.Finished;

    public static Workload Create(WorkloadSubmitted e) => new(
        StreamOf(e.Workload), e.Workload, e.Tenant, e.Request, WorkloadPhase.Pending, null, false, 0, null, [], e.At, e.At, 1)
    {
        Stage = e.Stage,
        AwaitsInputs = e.Stage is { After.Count: > 0 } ? true : null,
    };

    public Workload Apply(WorkloadInputsReady e) => Next(e.At) with { AwaitsInputs = null, Inputs = e.Inputs };

    public Workload Apply(WorkloadPlaced e) => Next(e.At) with
    {
        Phase = WorkloadPhase.Placed,
        Attempts = e.Attempt,
        Current = new Attempt(e.Job, e.Token, e.Site, e.Pool, e.VariantIndex, e.Devices, e.Plan, e.PlannedStart, e.PlannedEnd, e.Figures, null, null, e.RunTime) { Seats = e.Seats, Parts = e.Parts, Stretches = e.Stretches },
    };

    public Workload Apply(WorkloadAcceptedBySite e) => Next(e.At) with { Phase = WorkloadPhase.Starting };

    public Workload Apply(WorkloadStarted e) => Next(e.At) with { Phase = WorkloadPhase.Running, Current = Current! with { StartedAt = e.StartedAt } };

    public Workload Apply(WorkloadEvicted e) => Next(e.At) with
    {
        Phase = WorkloadPhase.Pending,
        Current = null,
        FailedPlaces = e.Why.Code == Lease.GaveWay ? FailedPlaces : [.. FailedPlaces, new FailedPlace(e.Pool, e.Why, e.At)],
        TimesGivenWay = TimesGivenWay + (e.Why.Code == Lease.GaveWay ? 1 : 0),
        Past = this.PastWith(e.Job, e.At, e.Told, e.ToldAt, e.Fence),
    };

    public Workload Apply(WorkloadSuspended e) => Next(e.At) with
    {
        Phase = WorkloadPhase.Pending,
        Current = null,
        Suspensions = Suspensions + 1,
        IdleSuspensions = IdleSuspensions + (e.ShareDone > (Checkpoint?.ShareDone ?? 0) ? 0 : 1),
        Past = this.PastWith(e.Job, e.At, JobState.Stopped, null, null),
        Checkpoint = e.ShareDone > 0 ? new Checkpoint(e.Site, e.Pool, e.ShareDone, e.At) : Checkpoint,
    };

    public Workload Apply(WorkloadMoveAsked e) => Next(e.At);

    public Workload Apply(WorkloadCancelRequested e) => Next(e.At) with { CancelRequested = true };

    public Workload Apply(WorkloadFinished e) => Next(e.At) with
    {
        Phase = WorkloadPhase.Finished,
        AwaitsInputs = null,
        Outcome = e.Outcome,
        Why = e.Why,
        Current = Current is null ? null : Current with { StartedAt = e.StartedAt ?? Current.StartedAt, FinishedAt = e.FinishedAt },
    };

    public Workload Apply(DoubleRunSeen e) => Next(e.At) with
    {
        Strays = [.. Strays, new StraySeen(e.Stray.Job, e.Stray.State, e.Restarts ?? 0)],
        Current = e.Cause == DoubleRunCause.Restarted && Current?.Job == e.Stray.Job ? Current with { Restarts = e.Restarts ?? 0 } : Current,
    };

    private Workload Next(DateTimeOffset at) => this with { ChangedAt = at, Revision = Revision + 1 };
}

/// <summary>One try: the lease, the offer it was placed by, and when it really ran (the site's clock).</summary>
public sealed record Attempt(
    JobKey Job, FencingToken Token, SiteId Site, PoolId Pool, int VariantIndex, int Devices, PlanId Plan,
    DateTimeOffset PlannedStart, DateTimeOffset PlannedEnd, CandidateFigures Figures, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt, CandidateRunTime? RunTime = null)
{
    /// <summary>Null where the pool is a count.</summary>
    public IReadOnlyList<MemberSeat>? Seats { get; init; }

    /// <summary>Of a gang over several pools of the site; null: whole in the one.</summary>
    public IReadOnlyList<GangPart>? Parts { get; init; }

    /// <summary>Every pool that holds a lease of the attempt.</summary>
    public IReadOnlyList<PoolId> Pools => Parts is null ? [Pool] : [.. Parts.Select(p => p.Pool)];

    /// <summary>All stretches that were planned, this one first; null: in one piece.</summary>
    public IReadOnlyList<RunStretch>? Stretches { get; init; }

    /// <summary>How often the site's scheduler has started its job again, as far as it is on record.</summary>
    public int Restarts { get; init; }
}

/// <summary>How far the work has come, and where it stopped: what is left goes on from there.</summary>
public sealed record Checkpoint(SiteId Site, PoolId Pool, double ShareDone, DateTimeOffset At);

/// <summary>A pool in which an attempt ended without a result; the brain stays away from it for a while.</summary>
public sealed record FailedPlace(PoolId Pool, Refusal Why, DateTimeOffset At);

/// <summary>The place of a workload in its workflow: the workloads that must have succeeded before it may start.</summary>
public sealed record StageOf(WorkflowId Workflow, IReadOnlyList<WorkloadId> After);

/// <summary>What a stage hands over: gigabytes (10⁹ bytes) at the site where it ran.</summary>
public sealed record StageInput(WorkloadId From, SiteId At, double Gigabytes);
