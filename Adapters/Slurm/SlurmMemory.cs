using ComputeNet.Adapters.Host.Journal;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Slurm;

/// <summary>What the adapter keeps of a job, because Slurm forgets: who it was, that it was asked to stop, how it was told to have ended.</summary>
/// <param name="StrayToldAt">Of a lost job: that it ran on nevertheless was told.</param>
public sealed record SlurmRecord(JobKey Job, WorkloadId Workload, DateTimeOffset ChangedAt, SlurmIdentity? Identity = null, bool StopAsked = false, JobSighting? End = null, DateTimeOffset? StrayToldAt = null);

/// <summary>The adapter's own memory of jobs, on its own disk.</summary>
public sealed class SlurmMemory(string path) : IDisposable
{
    private readonly DurableMap<SlurmRecord> map = new(path, flushToDisk: true);

    public SlurmRecord? Find(JobKey job) => map.Find(job.Value);

    public IReadOnlyList<SlurmRecord> All => [.. map.Read().Select(r => r.Value)];

    public void Write(SlurmRecord record) => map.Write(record.Job.Value, record);

    public void Erase(JobKey job) => map.Write(job.Value, null);

    public void Dispose() => map.Dispose();
}
