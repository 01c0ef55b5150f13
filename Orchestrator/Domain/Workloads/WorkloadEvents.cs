using ComputeNet.Contracts.Plans;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;

namespace ComputeNet.Domain.Workloads;

/// <summary>A tenant asked for it; with <c>Stage</c> as part of a workflow.</summary>
public sealed record WorkloadSubmitted(WorkloadId Workload, TenantId Tenant, SubmitWorkload Request, DateTimeOffset At, StageOf? Stage = null);

/// <summary>All that the stage waited for has succeeded: what it reads, and where that lies.</summary>
public sealed record WorkloadInputsReady(WorkloadId Workload, IReadOnlyList<StageInput> Inputs, DateTimeOffset At);

/// <summary>
/// A planning round gave attempt <c>Attempt</c> a lease; the figures are what was offered, kept for ever. The run time is that on the chosen
/// model; null in events from before it depended on the model.
/// </summary>
public sealed record WorkloadPlaced(
    WorkloadId Workload, int Attempt, JobKey Job, FencingToken Token, SiteId Site, PoolId Pool, int VariantIndex, int Devices,
    PlanId Plan, DateTimeOffset PlannedStart, DateTimeOffset PlannedEnd, CandidateFigures Figures, DateTimeOffset At, CandidateRunTime? RunTime = null)
{
    /// <summary>Where each member sits, in a pool that tells its nodes.</summary>
    public IReadOnlyList<MemberSeat>? Seats { get; init; }

    /// <summary>Of a gang over several pools of the site, which all hold a lease for this job under this token; null: whole in the one.</summary>
    public IReadOnlyList<GangPart>? Parts { get; init; }

    /// <summary>The stretches that it is to run in, of which this attempt is the first; null: in one piece.</summary>
    public IReadOnlyList<RunStretch>? Stretches { get; init; }
}

/// <summary>The site's scheduler took the job.</summary>
public sealed record WorkloadAcceptedBySite(WorkloadId Workload, JobKey Job, DateTimeOffset At);

/// <summary>The site saw it running; <c>StartedAt</c> is the site's clock.</summary>
public sealed record WorkloadStarted(WorkloadId Workload, JobKey Job, DateTimeOffset StartedAt, DateTimeOffset At);

/// <summary>The attempt ended without a result (refused, lost, site gone); the workload waits again.</summary>
public sealed record WorkloadEvicted(WorkloadId Workload, JobKey Job, SiteId Site, PoolId Pool, Refusal Why, DateTimeOffset At)
{
    /// <summary>How its site said that it ended; null: the centre gave it up without such word, and it may have run on.</summary>
    public JobState? Told { get; init; }

    /// <summary>When the site saw that, by the site's own clock.</summary>
    public DateTimeOffset? ToldAt { get; init; }

    /// <summary>What its site must refuse it everything below of; null where the site itself ended it.</summary>
    public FencingToken? Fence { get; init; }
}

/// <summary>
/// A site tells that work was done twice: an attempt that had been given up ran on, one that was told to have ended did not, or the site's own scheduler started a
/// job again. It changes nothing about the workload's state: what counts is told under the valid token. <c>GivenUpAt</c> is when the stray lost its right.
/// </summary>
public sealed record DoubleRunSeen(WorkloadId Workload, DoubleRunCause Cause, RunTold Stray, RunTold? Other, DateTimeOffset? GivenUpAt, int? Restarts, DateTimeOffset At);

/// <summary>
/// Its stretch was over and its job has stopped: it waits for the next one. <c>RanSeconds</c> is what the job ran by the site's clock, <c>ShareDone</c> the share of
/// the whole work that is done by now.
/// </summary>
public sealed record WorkloadSuspended(WorkloadId Workload, JobKey Job, SiteId Site, PoolId Pool, long RanSeconds, double ShareDone, DateTimeOffset At);

/// <summary>
/// What is left of it costs less elsewhere: its job was asked to stop at the place <c>From</c>, and goes on from its checkpoint where the next round places it, most likely at
/// <c>To</c>. <c>GainYuan</c> is what the plan expects to save, the move counted.
/// </summary>
public sealed record WorkloadMoveAsked(WorkloadId Workload, JobKey Job, PoolId From, PoolId To, SiteId Site, decimal GainYuan, PlanId Plan, DateTimeOffset At);

/// <summary>Somebody wants it stopped; a running one ends when its site says so.</summary>
public sealed record WorkloadCancelRequested(WorkloadId Workload, DateTimeOffset At);

/// <summary>The one terminal fact of a workload. <c>StartedAt</c> and <c>FinishedAt</c> are the site's clock, shown and not reckoned with; <c>At</c> is the centre's.</summary>
public sealed record WorkloadFinished(
    WorkloadId Workload, WorkloadOutcome Outcome, JobKey? Job, int? ExitCode, Refusal? Why, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt, DateTimeOffset At);
