using ComputeNet.Contracts.Plans;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Domain.Pools;

namespace ComputeNet.Domain.Workloads;

/// <summary>What may happen to a workload, as pure functions from its state to events.</summary>
public static class WorkloadDecisions
{
    /// <summary>The key of the next attempt: the site runs it at most once under this name.</summary>
    public static JobKey NextJob(this Workload workload) => new($"{workload.WorkloadId}.{workload.Attempts + 1}");

    public static Decision Place(
        this Workload workload, FencingToken token, SiteId site, PoolId pool, int variantIndex, int devices, PlanId plan,
        DateTimeOffset start, DateTimeOffset end, CandidateFigures figures, DateTimeOffset now, CandidateRunTime? runTime = null,
        IReadOnlyList<MemberSeat>? seats = null, IReadOnlyList<GangPart>? parts = null, IReadOnlyList<RunStretch>? stretches = null)
    {
        if (workload.Phase != WorkloadPhase.Pending)
            return Decision.Refuse("workload-not-pending", ("workload", workload.WorkloadId), ("phase", workload.Phase));
        if (workload.CancelRequested)
            return Decision.Refuse("workload-cancelled", ("workload", workload.WorkloadId));
        if (workload.WhyHeld() is { } held)
            return new Decision([], held);
        var placed = new WorkloadPlaced(
            workload.WorkloadId, workload.Attempts + 1, workload.NextJob(), token, site, pool, variantIndex, devices, plan, start, end, figures, now, runTime);
        return Decision.Happens(placed with { Seats = seats, Parts = parts, Stretches = stretches });
    }

    /// <summary>What it asks, with what the stages before it left: data like any other, so that moving it costs and takes its time.</summary>
    public static SubmitWorkload RequestWithInputs(this Workload workload) => workload.Inputs is { Count: > 0 } inputs
        ? workload.Request with { Placement = workload.Request.Placement with { Data = [.. workload.Request.Placement.Data ?? [], .. inputs.Where(i => i.Gigabytes > 0).Select(i => new DataSet(i.At, i.Gigabytes))] } }
        : workload.Request;

    /// <summary>Why a stage may not be placed yet; null when nothing holds it.</summary>
    public static Refusal? WhyHeld(this Workload workload) =>
        workload.AwaitsInputs == true ? Refusal.Because("inputs-awaited", ("workflow", workload.Stage!.Workflow), ("stages", workload.Stage.After.Count)) : null;

    /// <summary>Its inputs are there; one that does not wait for any is left as it is.</summary>
    public static Decision Release(this Workload workload, IReadOnlyList<StageInput> inputs, DateTimeOffset now) =>
        workload.AwaitsInputs == true ? Decision.Happens(new WorkloadInputsReady(workload.WorkloadId, inputs, now)) : Decision.Nothing;

    /// <summary>Its inputs will never be there: it ends without having run.</summary>
    public static Decision EndUnfed(this Workload workload, Refusal why, DateTimeOffset now) => workload.AwaitsInputs == true
        ? Decision.Happens(new WorkloadFinished(workload.WorkloadId, WorkloadOutcome.Cancelled, null, null, why, null, null, now))
        : Decision.Nothing;

    /// <summary>A waiting one is cancelled at once; one that holds a lease is asked to stop and finishes when its site says so.</summary>
    public static Decision Cancel(this Workload workload, DateTimeOffset now)
    {
        if (workload.IsFinished)
            return workload.Outcome == WorkloadOutcome.Cancelled
                ? Decision.Nothing
                : Decision.Refuse("workload-finished", ("workload", workload.WorkloadId), ("outcome", workload.Outcome));
        if (workload.CancelRequested)
            return Decision.Nothing;
        var requested = new WorkloadCancelRequested(workload.WorkloadId, now);
        return workload.Phase == WorkloadPhase.Pending
            ? Decision.Happens(requested, new WorkloadFinished(workload.WorkloadId, WorkloadOutcome.Cancelled, null, null, null, null, null, now))
            : Decision.Happens(requested);
    }

    /// <summary>
    /// What a sighting means for the attempt it names. A sighting of another attempt, or with another token, is stale: the workload's state does not change by it, but
    /// when it tells that work was done twice, that goes on record.
    /// </summary>
    /// <param name="workload">The workload.</param>
    /// <param name="sighting">What its site saw.</param>
    /// <param name="now">The centre's time.</param>
    /// <param name="isSuspending">The job was asked to stop because its stretch is over or it moves on.</param>
    public static Decision See(this Workload workload, JobSighting sighting, DateTimeOffset now, bool isSuspending = false)
    {
        if (workload.IsFinished || workload.Current is not { } current || current.Job != sighting.Job || current.Token != sighting.Token)
            return workload.SeeStray(sighting, now);
        var decided = sighting.State switch
        {
            JobState.Unknown => Decision.Nothing,
            JobState.Starting when workload.Phase == WorkloadPhase.Placed => Decision.Happens(new WorkloadAcceptedBySite(workload.WorkloadId, sighting.Job, now)),
            JobState.Starting => Decision.Nothing,
            JobState.Running when workload.Phase != WorkloadPhase.Running =>
                Decision.Happens(new WorkloadStarted(workload.WorkloadId, sighting.Job, sighting.StartedAt ?? sighting.ObservedAt, now)),
            JobState.Running => Decision.Nothing,
            JobState.Succeeded => Finish(workload, WorkloadOutcome.Succeeded, sighting, now),
            JobState.Failed => Finish(workload, WorkloadOutcome.Failed, sighting, now),
            JobState.Stopped when isSuspending => workload.Suspend(sighting.StartedAt ?? current.StartedAt, sighting.FinishedAt ?? sighting.ObservedAt, now),
            JobState.Stopped or JobState.Refused or JobState.Lost => workload.EndAttempt(sighting.Why ?? DefaultReason(sighting.State), now, sighting),
            _ => throw new ArgumentOutOfRangeException(nameof(sighting), sighting.State, "Unknown job state."),
        };
        return workload.SeeRestart(sighting, now) is { } again ? decided with { Events = [again, .. decided.Events] } : decided;
    }

    /// <summary>The current attempt ended without a result: cancelled if that was wanted, failed after too many, else waiting again.</summary>
    /// <param name="workload">The workload.</param>
    /// <param name="why">What goes on record.</param>
    /// <param name="now">The centre's time.</param>
    /// <param name="told">The site's own word on its end; null when there is none, and it may run on.</param>
    /// <param name="fence">Where the centre gave it up: what its site must refuse everything below of.</param>
    public static Decision EndAttempt(this Workload workload, Refusal why, DateTimeOffset now, JobSighting? told = null, FencingToken? fence = null)
    {
        if (workload.IsFinished || workload.Current is not { } current)
            return Decision.Nothing;
        if (workload.CancelRequested)
            return Decision.Happens(new WorkloadFinished(workload.WorkloadId, WorkloadOutcome.Cancelled, current.Job, null, null, current.StartedAt, now, now));
        var evicted = new WorkloadEvicted(workload.WorkloadId, current.Job, current.Site, current.Pool, why, now) { Told = told?.State, ToldAt = told?.ObservedAt, Fence = fence };
        // Giving way to a promise is no failure, and neither is a stretch that brought the work forward.
        var (failures, givenWay) = (workload.Attempts - workload.Suspensions - workload.TimesGivenWay + workload.IdleSuspensions, workload.TimesGivenWay + 1);
        if (why.Code == Lease.GaveWay ? givenWay < Workload.MaxTimesGivenWay : failures < Workload.MaxAttempts)
            return Decision.Happens(evicted);
        var exhausted = Refusal.Because("attempts-exhausted", ("attempts", workload.Attempts), ("last", why.Code));
        return Decision.Happens(evicted, new WorkloadFinished(workload.WorkloadId, WorkloadOutcome.Failed, current.Job, null, exhausted, null, null, now));
    }

    /// <summary>
    /// The current stretch is over, or it moves on: it waits for the next with what is left.
    /// </summary>
    public static Decision Suspend(this Workload workload, DateTimeOffset? startedAt, DateTimeOffset stoppedAt, DateTimeOffset now)
    {
        if (workload.IsFinished || workload.Current is not { } current)
            return Decision.Nothing;
        if (workload.CancelRequested)
            return workload.EndAttempt(Refusal.Because("cancelled"), now);
        var (before, done) = (workload.Checkpoint?.ShareDone ?? 0, workload.ShareDoneBy(startedAt, stoppedAt));
        var suspended = new WorkloadSuspended(workload.WorkloadId, current.Job, current.Site, current.Pool, Seconds(startedAt, stoppedAt), done, now);
        // A stretch that did nothing is an attempt without a result like any other.
        var failures = workload.Attempts - workload.Suspensions - workload.TimesGivenWay + workload.IdleSuspensions;
        if (done > before || failures < Workload.MaxAttempts)
            return Decision.Happens(suspended);
        var exhausted = Refusal.Because("attempts-exhausted", ("attempts", workload.Attempts), ("last", Lease.StretchOver));
        return Decision.Happens(suspended, new WorkloadFinished(workload.WorkloadId, WorkloadOutcome.Failed, current.Job, null, exhausted, null, null, now));
    }

    /// <summary>
    /// The share of the whole work that is done when the current job has run until an instant. Work counts by the time that the job ran, less the resume that it began
    /// with and the data that had to come first, against what was planned for the rest; without a start nothing was done.
    /// </summary>
    public static double ShareDoneBy(this Workload workload, DateTimeOffset? startedAt, DateTimeOffset until)
    {
        var (before, ran) = (workload.Checkpoint?.ShareDone ?? 0, Seconds(startedAt, until));
        var ahead = (workload.Current?.RunTime?.TransferSeconds ?? 0) + (workload.Checkpoint is null ? 0 : (workload.Request.Interruptible?.ResumeMinutes ?? 0) * 60L);
        var planned = (workload.Current?.RunTime?.DurationSeconds ?? 0) - ahead;
        return Math.Round(before + (1 - before) * (planned <= 0 ? 0 : Math.Clamp((ran - ahead) / (double)planned, 0, 1)), 6);
    }

    private static long Seconds(DateTimeOffset? from, DateTimeOffset to) => from is { } start && to > start ? (long)(to - start).TotalSeconds : 0;

    /// <summary>The plan would rather have it elsewhere: its job should stop there. Nothing where it no longer runs as the plan saw it, or is to end anyhow.</summary>
    public static Decision AskToMove(this Workload workload, JobKey job, PoolId to, SiteId site, decimal gainYuan, PlanId plan, DateTimeOffset now) =>
        workload is { Phase: WorkloadPhase.Running, CancelRequested: false, Current: { } current } && current.Job == job
            ? Decision.Happens(new WorkloadMoveAsked(workload.WorkloadId, job, current.Pool, to, site, gainYuan, plan, now))
            : Decision.Nothing;

    private static Decision Finish(Workload workload, WorkloadOutcome outcome, JobSighting sighting, DateTimeOffset now) => Decision.Happens(
        new WorkloadFinished(workload.WorkloadId, outcome, sighting.Job, sighting.ExitCode, sighting.Why, sighting.StartedAt, sighting.FinishedAt ?? sighting.ObservedAt, now));

    private static Refusal DefaultReason(JobState state) => Refusal.Because(state switch
    {
        JobState.Refused => "refused-by-site",
        JobState.Lost => "lost-by-site",
        _ => "stopped-by-site",
    });
}
