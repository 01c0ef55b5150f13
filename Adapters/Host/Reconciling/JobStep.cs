using ComputeNet.Adapters.Host.Journal;
using ComputeNet.Adapters.Port;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Host.Reconciling;

/// <summary>Where a job stands after one turn, and what was seen of it.</summary>
public sealed record JobOutcome(JobEntry Entry, JobSighting Sighting);

/// <summary>One job's share of a turn. Only <see cref="SchedulerTrouble.Unreachable"/> comes out as an exception; every other answer decides something.</summary>
public sealed class JobStep(ISiteScheduler scheduler, TimeProvider clock)
{
    public const string LostByScheduler = "job-unknown-to-scheduler";

    public async Task<JobOutcome> TakeAsync(JobEntry entry, CancellationToken ct)
    {
        if (entry.Stage == EntryStage.Claimed)
        {
            if (await SubmitAsync(entry, ct) is { } no)
                return no;
            entry = entry with { Stage = EntryStage.Submitted, ChangedAt = clock.GetUtcNow() };
        }
        if (entry.Stage == EntryStage.Stopping)
            await scheduler.CancelAsync(entry.Job, ct);
        return await ObserveAsync(entry, ct);
    }

    private async Task<JobOutcome?> SubmitAsync(JobEntry entry, CancellationToken ct)
    {
        using var activity = AgentTelemetry.Submitting(entry.Order!);
        try
        {
            await scheduler.SubmitAsync(entry.Order!, ct);
            return null;
        }
        catch (SchedulerException e) when (e.Trouble != SchedulerTrouble.Unreachable)
        {
            AgentTelemetry.Failed(activity, e);
            return Ended(entry, new(entry.Job, entry.Token, JobState.Refused, clock.GetUtcNow(), Why: e.Why));
        }
    }

    private async Task<JobOutcome> ObserveAsync(JobEntry entry, CancellationToken ct)
    {
        try
        {
            var sighting = await scheduler.ObserveAsync(entry.Job, ct) with { Token = entry.Token };
            // Schedulers give the number of a job that they lost to the next one: what is told of another job says that ours is unknown.
            if (sighting.Job != entry.Job)
                return Ended(entry, Unseen(entry, SchedulerException.Unknown(entry.Job)));
            return sighting.State.IsTerminal() ? Ended(entry, sighting) : new(await CheckpointAsync(entry, sighting, ct), sighting);
        }
        catch (SchedulerException e) when (e.Trouble != SchedulerTrouble.Unreachable)
        {
            return Ended(entry, Unseen(entry, e));
        }
    }

    /// <summary>Asks a running job for the checkpoint that its order wants, once for each number.</summary>
    private async Task<JobEntry> CheckpointAsync(JobEntry entry, JobSighting sighting, CancellationToken ct)
    {
        if (scheduler is not ICheckpoints checkpoints || sighting.State != JobState.Running || entry.Stage != EntryStage.Submitted
            || entry.Order?.CheckpointNumber is not { } wanted || wanted <= (entry.CheckpointAsked ?? 0))
            return entry;
        try
        {
            await checkpoints.CheckpointAsync(entry.Job, ct);
        }
        catch (SchedulerException e) when (e.Trouble != SchedulerTrouble.Unreachable)
        {
            // A "no" to a checkpoint ends no job, and asking again would bring the same.
            AgentTelemetry.Failed(System.Diagnostics.Activity.Current, e);
        }
        return entry with { CheckpointAsked = wanted };
    }

    /// <summary>A job that was to stop and is unknown has stopped (it may never have arrived); one that was to run is lost.</summary>
    private JobSighting Unseen(JobEntry entry, SchedulerException trouble) => entry.Stage == EntryStage.Stopping
        ? new(entry.Job, entry.Token, JobState.Stopped, clock.GetUtcNow())
        : new(entry.Job, entry.Token, JobState.Lost, clock.GetUtcNow(),
            Why: trouble.Trouble == SchedulerTrouble.UnknownJob ? Refusal.Because(LostByScheduler, ("job", entry.Job)) : trouble.Why);

    private JobOutcome Ended(JobEntry entry, JobSighting end)
    {
        end = end with { LogTail = end.LogTail is { } tail ? LogText.Tail(tail) : null };
        return new(entry with { Stage = EntryStage.Ended, ChangedAt = clock.GetUtcNow(), Order = null, End = end }, end);
    }
}
