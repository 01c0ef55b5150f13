using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Slurm;

/// <summary>Where things lie in the folder that nodes and adapter share. Ids are lower-case letters, digits, dots and hyphens: they are file names as they are.</summary>
public sealed class SlurmPaths(SlurmOptions options)
{
    public string Jobs { get; } = Path.Combine(options.SharedFolder, "jobs");

    public string Checkpoints { get; } = Path.Combine(options.SharedFolder, "checkpoints");

    public string Job(JobKey job) => Path.Combine(Jobs, job.Value);

    /// <summary>What Slurm itself has to say of the job; members write into files of their own.</summary>
    public string Output(JobKey job) => Path.Combine(options.SharedFolder, $"{job}.slurm.log");

    public string Kept(WorkloadId workload) => Path.Combine(Checkpoints, workload.Value);

    public string Attempt(JobKey job, int attempt) => Path.Combine(Job(job), $"attempt-{attempt}");
}
