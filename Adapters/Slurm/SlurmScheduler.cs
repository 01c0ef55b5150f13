using ComputeNet.Adapters.Port;
using ComputeNet.Adapters.Sensing;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Slurm;

/// <summary>
/// A Slurm cluster as a site: each order one job, found again by the tag in its comment. Slurm decides when and where it runs; what Slurm forgets (ended jobs,
/// and all since its last saved state when slurmctld dies) stays in the adapter's memory and in the folder that nodes and adapter share.
/// </summary>
public class SlurmScheduler(SlurmOptions options, SlurmClient client, SlurmMemory memory, DeviceSensor sensor, TimeProvider clock) : ISiteScheduler, ICheckpoints, IJobLogs, ISiteTelemetry, IStrayRuns
{
    private readonly SlurmView view = new(client, options);
    private readonly SlurmPaths paths = new(options);
    private readonly SlurmFolder folder = new(new SlurmPaths(options));
    private readonly SlurmGround ground = new(options, client);
    private long? tidiedAt;

    public async Task<SiteInventory> ReadInventoryAsync(CancellationToken ct)
    {
        var found = await ground.ReadAsync(ct);
        Tidy();
        return SlurmInventory.Inventory(found.Pools, options, await client.DialectAsync(ct), clock.GetUtcNow());
    }

    public async Task<SiteTelemetry> ReadTelemetryAsync(CancellationToken ct)
    {
        var found = await ground.ReadAsync(ct);
        var jobs = await view.JobsAsync(ct);
        var sensed = await sensor.SenseAsync(ct);
        return new(clock.GetUtcNow(), SlurmTelemetry.Of(found.Pools, jobs, [.. view.Ours(jobs).Select(t => t.Job)], sensed, Environment.MachineName));
    }

    public async Task<JobReceipt> SubmitAsync(JobOrder order, CancellationToken ct)
    {
        // Always a new list: an adapter that died may have submitted it a moment ago.
        if ((await view.FindAsync(order.Job, ct, fresh: true)).FirstOrDefault() is { } known)
            return order.Token < known.Tag.Token
                ? throw new SchedulerException(SchedulerTrouble.StaleLease, Refusal.Because("stale-lease", ("job", order.Job), ("token", order.Token), ("highestTokenSeen", known.Tag.Token)))
                : new(order.Job, WasKnown: true);
        if (memory.Find(order.Job) is not null)
            return new(order.Job, WasKnown: true);
        var found = await ground.KnownAsync(ct);
        var pool = found.Pools.FirstOrDefault(p => p.Id == order.Pool);
        var shape = pool is null ? null : SlurmShape.Of(order, pool);
        if (SlurmVeto.Of(order, pool, shape, found.Partitions, options) is { } veto)
            throw new SchedulerException(SchedulerTrouble.Refused, veto);
        var body = (await client.DialectAsync(ct)).Body(SlurmMapping.Submission(order, pool!, shape!, paths, options));
        view.Changed();
        try
        {
            await client.SubmitAsync(body, ct);
        }
        finally
        {
            // Also when no answer came: Slurm may have it all the same.
            view.Changed();
        }
        memory.Write(new(order.Job, order.Workload, clock.GetUtcNow()));
        return new(order.Job, WasKnown: false);
    }

    public async Task<JobSighting> ObserveAsync(JobKey job, CancellationToken ct)
    {
        var record = memory.Find(job);
        if (record?.End is { } told)
            return told;
        var found = await view.FindAsync(job, ct);
        if (found.Count > 1)
            await EndTwinsAsync(found, ct);
        if (found.Count == 0)
            return Forgotten(job, record);
        var one = Chosen(found, record);
        record ??= new(job, WorkloadOf(job), clock.GetUtcNow());
        if (record.Identity != one.Identity)
            memory.Write(record = record with { Identity = one.Identity });
        var attempts = folder.Attempts(job);
        var seen = SlurmMapping.ToSighting(one.Job, one.Tag, attempts.LastOrDefault(), record.StopAsked, options, clock.GetUtcNow());
        // It was over before Slurm gave it up: the files know better. What ends after this is a stray.
        if (seen.State == JobState.Lost && SlurmMapping.OwnEnd(job, seen.Token, attempts, clock.GetUtcNow()) is { } own)
            seen = own;
        if (!seen.State.IsTerminal())
            return seen;
        // Refused after a long wait, or started again against our will: it must not run any more.
        if (!one.IsOver)
            await EndAsync(one, ct);
        return Ended(record, seen);
    }

    public async Task CancelAsync(JobKey job, CancellationToken ct)
    {
        var record = memory.Find(job);
        if (record?.End is not null)
            return;
        var alive = (await view.FindAsync(job, ct, fresh: true)).Where(t => !t.IsOver).ToList();
        if (record is not null && !record.StopAsked && (alive.Count > 0 || record.Identity is null))
            memory.Write(record with { StopAsked = true, ChangedAt = clock.GetUtcNow() });
        else if (record is null && alive.Count > 0)
            memory.Write(new(job, WorkloadOf(job), clock.GetUtcNow(), StopAsked: true));
        foreach (var one in alive)
            await EndAsync(one, ct);
    }

    /// <summary>The members of a running job look for it every second and signal a program that handles it; one that does not would die of the signal.</summary>
    public Task CheckpointAsync(JobKey job, CancellationToken ct)
    {
        if (memory.Find(job) is { End: null })
            folder.AskForCheckpoint(job);
        return Task.CompletedTask;
    }

    public async Task<string> ReadLogAsync(JobKey job, CancellationToken ct)
    {
        if (memory.Find(job) is null && (await view.FindAsync(job, ct)).Count == 0)
            throw SchedulerException.Unknown(job);
        return folder.ReadLog(job);
    }

    /// <summary>
    /// Slurm gives up a job whose node does not answer; its processes go on. When such a copy has come to its end, the end lies in the shared folder.
    /// </summary>
    public Task<IReadOnlyList<JobSighting>> ReadStraysAsync(CancellationToken ct)
    {
        List<JobSighting> strays = [];
        foreach (var record in memory.All.Where(r => r is { End.State: JobState.Lost, StrayToldAt: null }))
        {
            if (SlurmMapping.OwnEnd(record.Job, record.End!.Token, folder.Attempts(record.Job), clock.GetUtcNow()) is not { } stray)
                continue;
            strays.Add(stray);
            memory.Write(record with { StrayToldAt = clock.GetUtcNow() });
        }
        return Task.FromResult<IReadOnlyList<JobSighting>>(strays);
    }

    protected SlurmClient Client => client;

    private protected SlurmGround Ground => ground;

    /// <summary>Slurm answered and does not know it: it may have ended long ago, or been lost with slurmctld's newest minutes, and its id may be another's by now.</summary>
    private JobSighting Forgotten(JobKey job, SlurmRecord? record)
    {
        var attempt = folder.Attempts(job).LastOrDefault();
        var token = record?.Identity?.Tag.Token ?? default;
        if (record is null || SlurmMapping.FromFolder(job, token, attempt, clock.GetUtcNow()) is not { } end || end.State == JobState.Stopped && !record.StopAsked)
            throw SchedulerException.Unknown(job);
        return Ended(record, record.StopAsked ? end with { State = JobState.Stopped, ExitCode = null, Why = null } : end);
    }

    private JobSighting Ended(SlurmRecord record, JobSighting end)
    {
        end = end with { LogTail = folder.ReadLog(record.Job) is { Length: > 0 } log ? log : null };
        if (end.State is JobState.Succeeded or JobState.Failed)
            folder.RemoveCheckpoint(record.Workload);
        memory.Write(record with { End = end, ChangedAt = clock.GetUtcNow() });
        return end;
    }

    /// <summary>The one that we know, else the first: only that can have started (they are called the same, and <c>singleton</c> lets one run at a time).</summary>
    private static TaggedJob Chosen(IReadOnlyList<TaggedJob> found, SlurmRecord? record) =>
        found.FirstOrDefault(t => t.Job.Id == record?.Identity?.Id && t.Job.Cluster == record.Identity.Cluster) ?? found[0];

    private async Task EndTwinsAsync(IReadOnlyList<TaggedJob> found, CancellationToken ct)
    {
        foreach (var twin in found.Skip(1).Where(t => !t.IsOver))
            await EndAsync(twin, ct);
    }

    /// <summary>Looked at once more before it is touched: since the list was read, slurmctld may have lost it and given its id to somebody else's job.</summary>
    private async Task EndAsync(TaggedJob one, CancellationToken ct)
    {
        if (await client.FindJobAsync(one.Job.Id, ct) is { } now && now.Comment == one.Job.Comment && now.Cluster == one.Job.Cluster && now.SubmittedAt >= one.Job.SubmittedAt)
            await client.CancelAsync(one.Job.Id, ct);
        view.Changed();
    }

    /// <summary>A job key is its workload's id, a dot, and the attempt's number.</summary>
    private static WorkloadId WorkloadOf(JobKey job) => new(job.Value.LastIndexOf('.') is > 0 and var dot ? job.Value[..dot] : job.Value);

    /// <summary>At the first inventory and then once an hour: it walks through the shared folder.</summary>
    private void Tidy()
    {
        if (tidiedAt is { } at && options.Pace.Time.GetElapsedTime(at) < TimeSpan.FromHours(1))
            return;
        tidiedAt = options.Pace.Time.GetTimestamp();
        var before = clock.GetUtcNow() - options.Retention;
        foreach (var old in memory.All.Where(r => r.End is not null && r.ChangedAt < before))
            memory.Erase(old.Job);
        folder.Sweep(before.UtcDateTime, job => memory.Find(job) is not null);
    }
}
