using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Port;

/// <summary>Optional: a running job can be asked for a checkpoint without being stopped.</summary>
public interface ICheckpoints
{
    /// <summary>Asks and returns; the job goes on. An ended or unknown job is not an error. Asking twice may make two checkpoints, which does no harm.</summary>
    Task CheckpointAsync(JobKey job, CancellationToken ct);
}
