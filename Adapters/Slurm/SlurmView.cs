using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Slurm;

/// <summary>
/// The cluster's list of jobs, read once for all that want to know at about the same time: Slurm has no way to ask for changes, and asking for each job alone costs
/// it more. A caller never gets a list that was begun before what it wants to see.
/// </summary>
public sealed class SlurmView(SlurmClient client, SlurmOptions options)
{
    private readonly SemaphoreSlim turn = new(1);
    private (long Begun, IReadOnlyList<SlurmJob> Jobs)? last;
    private long changedAt;

    /// <summary>Something was submitted, stopped or signalled: what was read before says nothing about it.</summary>
    public void Changed() => Interlocked.Exchange(ref changedAt, options.Pace.Time.GetTimestamp());

    /// <param name="fresh">Begun after this call.</param>
    public async Task<IReadOnlyList<SlurmJob>> JobsAsync(CancellationToken ct, bool fresh = false)
    {
        var time = options.Pace.Time;
        var asked = time.GetTimestamp();
        await turn.WaitAsync(ct);
        try
        {
            if (last is { } known && known.Begun > Interlocked.Read(ref changedAt) && (known.Begun >= asked || !fresh && time.GetElapsedTime(known.Begun, asked) < options.ListAge))
                return known.Jobs;
            var begun = time.GetTimestamp();
            var jobs = await client.ListJobsAsync(ct);
            last = (begun, jobs);
            return jobs;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>All jobs with our tag of that key, oldest first; more than one after an answer was lost.</summary>
    public async Task<IReadOnlyList<TaggedJob>> FindAsync(JobKey job, CancellationToken ct, bool fresh = false) =>
        [.. Ours(await JobsAsync(ct, fresh)).Where(t => t.Tag.Job == job).OrderBy(t => t.Job.SubmittedAt).ThenBy(t => t.Job.Id)];

    public IEnumerable<TaggedJob> Ours(IEnumerable<SlurmJob> jobs) =>
        from job in jobs
        where job.Comment.Length > 0 && job.User == options.User
        let tag = SlurmTag.Parse(job.Comment)
        where tag is not null && tag.Site == options.Site
        select new TaggedJob(job, tag);
}

/// <summary>A job of Slurm that carries our tag, and is of our user.</summary>
public sealed record TaggedJob(SlurmJob Job, SlurmTag Tag)
{
    public SlurmIdentity Identity => new(Job.Cluster, Job.Id, Job.SubmittedAt, Tag);

    /// <summary>Over for Slurm: nothing of it runs any more, as far as Slurm knows.</summary>
    public bool IsOver => !Job.Is("COMPLETING") && Job.States.Count > 0
        && Job.States[0] is "COMPLETED" or "FAILED" or "CANCELLED" or "TIMEOUT" or "DEADLINE" or "NODE_FAIL" or "BOOT_FAIL" or "PREEMPTED" or "OUT_OF_MEMORY" or "REVOKED";
}
