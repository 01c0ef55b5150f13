using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;

namespace ComputeNet.Domain.Workloads;

/// <summary>
/// An attempt that is over. <c>Told</c> is how its site said that it ended; null: the centre gave it up without such word. Times of the site are by its own clock,
/// <c>EndedAt</c> is the centre's.
/// </summary>
public sealed record PastAttempt(JobKey Job, FencingToken Token, SiteId Site, PoolId Pool, DateTimeOffset? StartedAt, DateTimeOffset EndedAt, JobState? Told, DateTimeOffset? ToldAt, FencingToken? Fence);

/// <summary>That this was seen of this job is on record.</summary>
public sealed record StraySeen(JobKey Job, JobState State, int Restarts);

/// <summary>
/// Work done twice, from what sites tell late. Exactly one attempt counts, because only the valid token's word does; that another one ran as well cannot be
/// prevented behind a broken line, so it is put on record: once when it is seen running, once when it is seen to have ended.
/// </summary>
public static class DoubleRuns
{
    /// <summary>So many past attempts are remembered.</summary>
    public const int MostRemembered = 16;

    /// <summary>So much is put on record of one workload: a site that contradicts itself for ever fills no stream.</summary>
    public const int MostRecorded = 32;

    internal static IReadOnlyList<PastAttempt> PastWith(this Workload workload, JobKey job, DateTimeOffset now, JobState? told, DateTimeOffset? toldAt, FencingToken? fence) =>
        workload.Current is { } over && over.Job == job
            ? [.. workload.Past.TakeLast(MostRemembered - 1), new PastAttempt(job, over.Token, over.Site, over.Pool, over.StartedAt, now, told, toldAt, fence)]
            : workload.Past;

    /// <summary>A sighting that is not the current attempt's word: does it tell of work done twice?</summary>
    internal static Decision SeeStray(this Workload workload, JobSighting sighting, DateTimeOffset now)
    {
        var past = workload.Past.LastOrDefault(p => p.Job == sighting.Job && (p.Token == sighting.Token || p.Fence == sighting.Token))
            ?? (workload is { IsFinished: true, Current: { } last } && last.Job == sighting.Job && last.Token == sighting.Token ? Finished(workload, last) : null);
        if (past is null || !RanOn(past, sighting) || workload.Strays.Count >= MostRecorded || IsOnRecord(workload, sighting))
            return Decision.Nothing;
        var stray = new RunTold(past.Job, past.Site, past.Pool, sighting.State, sighting.StartedAt ?? past.StartedAt, sighting.FinishedAt, sighting.ExitCode);
        var cause = past.Told is null ? DoubleRunCause.Fenced : DoubleRunCause.Contradicted;
        return Decision.Happens(new DoubleRunSeen(workload.WorkloadId, cause, stray, OtherThan(workload, past.Job), past.EndedAt, null, now));
    }

    /// <summary>The site's scheduler says that it started the current job again since it last said so.</summary>
    internal static DoubleRunSeen? SeeRestart(this Workload workload, JobSighting sighting, DateTimeOffset now)
    {
        if (workload.Current is not { } current || sighting.Restarts is not { } restarts || restarts <= current.Restarts || workload.Strays.Count >= MostRecorded)
            return null;
        var before = new RunTold(current.Job, current.Site, current.Pool, JobState.Lost, current.StartedAt, null, null);
        var again = new RunTold(current.Job, current.Site, current.Pool, sighting.State, sighting.StartedAt, sighting.FinishedAt, sighting.ExitCode);
        return new DoubleRunSeen(workload.WorkloadId, DoubleRunCause.Restarted, before, again, null, restarts, now);
    }

    /// <summary>It has run, and that is more than was known of its end. What is only said again, or comes late, is not news; both times are the site's.</summary>
    private static bool RanOn(PastAttempt past, JobSighting sighting)
    {
        var hasRun = sighting.State is JobState.Running or JobState.Succeeded || sighting.StartedAt is not null && sighting.State is JobState.Failed or JobState.Stopped;
        return hasRun && (past.Told is null || sighting.State != past.Told && past.ToldAt is { } told && sighting.ObservedAt > told);
    }

    private static bool IsOnRecord(Workload workload, JobSighting sighting) =>
        workload.Strays.Any(s => s.Job == sighting.Job && s.Restarts == 0 && (s.State == sighting.State || s.State.IsTerminal()));

    /// <summary>The last attempt of a finished workload, as one that is over: a site that says it runs again contradicts itself. Null where no site told the end.</summary>
    private static PastAttempt? Finished(Workload workload, Attempt last) => workload.Outcome is WorkloadOutcome.Succeeded or WorkloadOutcome.Failed
        ? new(last.Job, last.Token, last.Site, last.Pool, last.StartedAt, workload.ChangedAt, EndOf(workload), last.FinishedAt, null)
        : null;

    private static RunTold? OtherThan(Workload workload, JobKey stray)
    {
        if (workload.Current is { } current && current.Job != stray)
            return new(current.Job, current.Site, current.Pool, EndOf(workload), current.StartedAt, current.FinishedAt, null);
        return workload.Past.LastOrDefault(p => p.Job != stray && p.StartedAt is not null) is { } other
            ? new(other.Job, other.Site, other.Pool, other.Told ?? JobState.Lost, other.StartedAt, other.ToldAt, null)
            : null;
    }

    private static JobState EndOf(Workload workload) => (workload.Phase, workload.Outcome) switch
    {
        (WorkloadPhase.Running, _) => JobState.Running,
        (_, WorkloadOutcome.Succeeded) => JobState.Succeeded,
        (_, WorkloadOutcome.Failed) => JobState.Failed,
        (_, WorkloadOutcome.Cancelled) => JobState.Stopped,
        _ => JobState.Starting,
    };
}
