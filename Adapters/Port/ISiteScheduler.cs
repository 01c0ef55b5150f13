using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Port;

/// <summary>
/// What every site scheduler must be able to do. Fencing, journal, retries and the talk with the centre live once, in the Host;
/// every failure is a <see cref="SchedulerException"/>. Calls for different jobs may overlap, calls for one job never do.
/// </summary>
public interface ISiteScheduler
{
    /// <summary>What the site offers right now. Also the Host's question whether the scheduler is there at all, so it should be cheap.</summary>
    Task<SiteInventory> ReadInventoryAsync(CancellationToken ct);

    /// <summary>
    /// Takes the job on, or does nothing when a job of that key is known, running or ended. Idempotent by <see cref="JobOrder.Job"/> also across
    /// a crash of the adapter: an adapter that dies before it noted the reply asks again. Ends as soon as the scheduler has the job; it may wait there.
    /// </summary>
    Task<JobReceipt> SubmitAsync(JobOrder order, CancellationToken ct);

    /// <summary>What the scheduler knows of the job now; <see cref="SchedulerTrouble.UnknownJob"/> when it knows nothing. A terminal state never changes again.</summary>
    Task<JobSighting> ObserveAsync(JobKey job, CancellationToken ct);

    /// <summary>Asks the job to stop and returns without waiting for its end; an unknown or ended job is not an error.</summary>
    Task CancelAsync(JobKey job, CancellationToken ct);
}
