using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Port;

/// <summary>
/// Optional: for a scheduler that keeps something of an ended job (files, a record) until somebody says that it may go.
/// Schedulers that clean up by themselves (Slurm's MinJobAge, a Kubernetes TTL) do not implement it.
/// </summary>
public interface IJobRemains
{
    /// <summary>The end of the job is on record at the centre: what is left of it may be removed. An unknown job is not an error; a running one is left alone.</summary>
    Task ForgetAsync(JobKey job, CancellationToken ct);
}
