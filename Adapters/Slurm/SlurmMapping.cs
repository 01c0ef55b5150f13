using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Slurm;

/// <summary>From an order to a submission, and from what Slurm and the shared folder tell to a sighting. Pure.</summary>
public static class SlurmMapping
{
    public const string NodeLost = "slurm-node-lost";
    public const string Preempted = "slurm-preempted";
    public const string Requeued = "slurm-requeued";
    public const string Cancelled = "slurm-cancelled";
    public const string LaunchFailed = "slurm-launch-failed";
    public const string FromOutside = "slurm-ended-from-outside";
    public const string TimeLimit = "time-limit";
    public const string Unschedulable = "unschedulable";

    public static SlurmSubmission Submission(JobOrder order, SlurmPool pool, SlurmShape shape, SlurmPaths paths, SlurmOptions options)
    {
        var (lane, tag) = (LaneOf(order, pool, options), new SlurmTag(options.Site, order.Job, order.Token));
        return new(
            tag.Name, tag.ToString(), lane.Partition!, options.Account, lane.Qos,
            order.GangMembers, shape.TasksPerNode, shape.Nodes, shape.CpusPerTask,
            order.Variant.MemoryLimitMebibytes is { } memory ? (memory + shape.CpusPerTask - 1) / shape.CpusPerTask : null, shape.Device,
            MinutesOf(order), order.Checkpoint is null ? null : (int)options.CheckpointGrace.TotalSeconds, options.SharedFolder, paths.Output(order.Job), options.SiteMayRequeue,
            // Of the batch script itself, which needs some words to be there at all; the program's own environment is in the script.
            new Dictionary<string, string> { ["PATH"] = SlurmScript.DefaultPath }, SlurmScript.Of(order, shape, paths, options.SiteMayRequeue));
    }

    /// <summary>Slurm counts in minutes, so the limit is rounded up.</summary>
    public static long MinutesOf(JobOrder order) => (order.Variant.TimeLimitSeconds + 59) / 60;

    /// <summary>The partition and quality of service of an order's class here.</summary>
    public static SlurmLane LaneOf(JobOrder order, SlurmPool pool, SlurmOptions options)
    {
        var said = options.Pools.GetValueOrDefault(pool.Id);
        var lane = said?.Classes.GetValueOrDefault(order.Variant.Class ?? ServiceClass.Guaranteed);
        return new(lane?.Partition ?? pool.Partition, lane?.Qos ?? said?.Qos);
    }

    /// <param name="job">As slurmctld tells it.</param>
    /// <param name="attempt">What its newest attempt left in the shared folder.</param>
    /// <param name="stopAsked">We asked it to end.</param>
    public static JobSighting ToSighting(SlurmJob job, SlurmTag tag, SlurmAttempt? attempt, bool stopAsked, SlurmOptions options, DateTimeOffset now)
    {
        var seen = new JobSighting(tag.Job, tag.Token, JobState.Starting, now);
        if (IsRunning(job))
            return seen with { State = JobState.Running, StartedAt = job.StartedAt, Restarts = RestartsOf(job, options) };
        if (job.Is("PENDING") || job.Is("CONFIGURING") || job.Is("REQUEUED") || job.Is("REQUEUE_FED") || job.Is("REQUEUE_HOLD") || job.Is("SPECIAL_EXIT") || job.Is("RESV_DEL_HOLD") || job.Is("POWER_UP_NODE"))
            // Of a job that is to start again, Slurm's times are those of the start to come.
            return job.Restarts > 0 && !options.SiteMayRequeue ? Lost(Requeued) with { StartedAt = attempt?.StartedAt, FinishedAt = now } : TooLong(job, options, now) is { } no && !stopAsked ? seen with { State = JobState.Refused, Why = no } : seen;
        seen = seen with { StartedAt = job.StartedAt, FinishedAt = job.EndedAt ?? now, Restarts = RestartsOf(job, options) };
        return job.States[0] switch
        {
            _ when stopAsked => seen with { State = JobState.Stopped },
            "COMPLETED" or "FAILED" when attempt is { WasTold: true, ExitStatus: not null } => Failed(TimeLimit, ("limitSeconds", job.Minutes * 60)),
            // The batch script ends without a word when it is a second copy, or a requeue that is not allowed.
            "COMPLETED" when job.Restarts > 0 && !options.SiteMayRequeue => Lost(Requeued),
            "COMPLETED" => seen with { State = JobState.Succeeded, ExitCode = 0 },
            "FAILED" when job.Reason is "JobLaunchFailure" or "LaunchFailed" || job.Reason.Contains("launch", StringComparison.OrdinalIgnoreCase) => Lost(LaunchFailed),
            "FAILED" when attempt is { EndedFromOutside: true } => Lost(FromOutside),
            "FAILED" => Failed("exit-status", ("member", attempt?.Culprit ?? 0), ("exitStatus", ExitOf(job))) with { ExitCode = ExitOf(job) },
            "TIMEOUT" or "DEADLINE" => Failed(TimeLimit, ("limitSeconds", job.Minutes * 60)),
            "OUT_OF_MEMORY" => Failed("slurm-out-of-memory"),
            "PREEMPTED" => Lost(Preempted),
            "NODE_FAIL" or "BOOT_FAIL" => Lost(NodeLost),
            "CANCELLED" or "REVOKED" => Lost(Cancelled),
            var other => seen with { State = JobState.Lost, Why = Refusal.Because("slurm-state-unknown", ("job", tag.Job), ("state", other)) },
        };

        JobSighting Lost(string why) => seen with
        {
            State = JobState.Lost,
            StartedAt = job.StartedAt,
            FinishedAt = job.EndedAt,
            Why = Refusal.Because(why, ("job", tag.Job), ("slurmJob", job.Id), ("nodes", job.Nodes), ("reason", job.Reason), ("restarts", job.Restarts)),
        };

        JobSighting Failed(string why, params (string, object?)[] facts) => seen with { State = JobState.Failed, Why = Refusal.Because(why, [("job", tag.Job), .. facts, ("slurmJob", job.Id)]) };
    }

    /// <summary>
    /// How an attempt ended by what it left in the shared folder; null when it left no end. One that was ended from outside (by us, by its limit, by a slurmctld that did
    /// not know it any more) is told as stopped, and the caller decides what that means.
    /// </summary>
    public static JobSighting? FromFolder(JobKey job, FencingToken token, SlurmAttempt? attempt, DateTimeOffset now)
    {
        if (attempt is not { ExitStatus: { } exit })
            return null;
        var seen = new JobSighting(job, token, JobState.Succeeded, now, attempt.StartedAt, attempt.EndedAt, exit);
        return attempt.WasTold || attempt.EndedFromOutside ? seen with { State = JobState.Stopped, ExitCode = null }
            : exit == 0 ? seen
            : seen with { State = JobState.Failed, Why = Refusal.Because("exit-status", ("job", job), ("member", attempt.Culprit ?? 0), ("exitStatus", exit)) };
    }

    /// <summary>
    /// How a job ended that Slurm gave up, when all of its members came to their own end; null when they did not. The batch script may have been ended meanwhile: srun
    /// gives up with the node. No times are compared: nodes have clocks of their own, and the files tell whole seconds.
    /// </summary>
    public static JobSighting? OwnEnd(JobKey job, FencingToken token, IReadOnlyList<SlurmAttempt> attempts, DateTimeOffset now)
    {
        if (attempts.FirstOrDefault(a => a.EndedByItself) is not { } ran)
            return null;
        var seen = new JobSighting(job, token, JobState.Succeeded, now, ran.StartedAt, ran.Exits.Values.Max(e => e.At), 0);
        return ran.Culprit is not { } culprit ? seen : seen with
        {
            State = JobState.Failed,
            ExitCode = ran.Exits[culprit].Status,
            Why = Refusal.Because("exit-status", ("job", job), ("member", culprit), ("exitStatus", ran.Exits[culprit].Status)),
        };
    }

    /// <summary>COMPLETING comes with the base state in newer versions and hides it in older ones; either way nodes are still held, and the log may grow.</summary>
    private static bool IsRunning(SlurmJob job) =>
        job.Is("COMPLETING") || job.States.Count > 0 && job.States[0] is "RUNNING" or "SUSPENDED" or "STOPPED" or "SIGNALING" or "STAGE_OUT" or "RESIZING" or "UPDATE_DB";

    /// <summary>Where the site may requeue, a second start is told, because the first copy may have run on; elsewhere there is none.</summary>
    private static int? RestartsOf(SlurmJob job, SlurmOptions options) => options.SiteMayRequeue ? job.Restarts : null;

    /// <summary>As a shell tells it: 128 and the signal for a program that died of one.</summary>
    private static int ExitOf(SlurmJob job) => job.Signal > 0 ? 128 + job.Signal : job.ExitCode;

    private static Refusal? TooLong(SlurmJob job, SlurmOptions options, DateTimeOffset now) => options.PlacementPatience is { } patience && now - job.SubmittedAt > patience
        ? Refusal.Because(Unschedulable, ("job", job.Name), ("slurmJob", job.Id), ("message", job.Reason), ("waitedMinutes", (int)(now - job.SubmittedAt).TotalMinutes)) : null;
}
