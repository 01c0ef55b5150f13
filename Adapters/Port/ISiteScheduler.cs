using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Port;

/// <summary>
/// What every site scheduler must be able to do. Fencing, idempotency, retries and the talk with the centre live once, in the Host;
/// a failure is one of the closed set in <see cref="SchedulerTrouble"/>.
/// </summary>
public interface ISiteScheduler
{
    /// <summary>What the site offers right now.</summary>
    Task<SiteInventory> ReadInventoryAsync(CancellationToken ct);

    /// <summary>Starts the job, or does nothing when a job of that key is already known. Idempotent by <see cref="JobOrder.Job"/>.</summary>
    Task SubmitAsync(JobOrder order, CancellationToken ct);

    /// <summary>What the scheduler knows of the job now.</summary>
    Task<JobSighting> ObserveAsync(JobKey job, CancellationToken ct);

    /// <summary>Stops the job; an unknown or ended job is not an error.</summary>
    Task CancelAsync(JobKey job, CancellationToken ct);
}
