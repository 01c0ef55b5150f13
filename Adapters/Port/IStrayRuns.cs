using ComputeNet.Contracts.Sites;

namespace ComputeNet.Adapters.Port;

/// <summary>
/// Optional: for a scheduler that gives a job up without being sure that it has stopped (Slurm, when a node does not answer), and may find out later that it ran on.
/// </summary>
public interface IStrayRuns
{
    /// <summary>Jobs that were told as lost and yet ran on, as they were seen now. Each is answered once; the Host tells the centre, whose ledger decides what it means.</summary>
    Task<IReadOnlyList<JobSighting>> ReadStraysAsync(CancellationToken ct);
}
