using System.Collections.Concurrent;
using ComputeNet.Adapters.Port;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Scenarios.Chaos;

/// <summary>Notes every end that a scheduler has told its agent: what the centre must have on record, whatever happened on the way.</summary>
internal sealed class Witness
{
    private readonly ConcurrentDictionary<JobKey, (SiteId Site, JobSighting End)> ends = new();

    public IReadOnlyDictionary<JobKey, (SiteId Site, JobSighting End)> Ends => ends;

    public ISiteScheduler Beside<TScheduler>(SiteId site, TScheduler scheduler) where TScheduler : ISiteScheduler, IJobRemains, IJobLogs, ISiteTelemetry =>
        new Watched<TScheduler>(this, site, scheduler);

    private sealed class Watched<TScheduler>(Witness witness, SiteId site, TScheduler scheduler) : ISiteScheduler, IJobRemains, IJobLogs, ISiteTelemetry
        where TScheduler : ISiteScheduler, IJobRemains, IJobLogs, ISiteTelemetry
    {
        public Task<SiteInventory> ReadInventoryAsync(CancellationToken ct) => scheduler.ReadInventoryAsync(ct);

        public Task<JobReceipt> SubmitAsync(JobOrder order, CancellationToken ct) => scheduler.SubmitAsync(order, ct);

        public async Task<JobSighting> ObserveAsync(JobKey job, CancellationToken ct)
        {
            var seen = await scheduler.ObserveAsync(job, ct);
            // A scheduler that lost a job may tell of another one under its number: no word about this job.
            if (seen.Job == job && seen.State.IsTerminal())
                witness.ends.TryAdd(job, (site, seen));
            return seen;
        }

        public Task CancelAsync(JobKey job, CancellationToken ct) => scheduler.CancelAsync(job, ct);

        public Task ForgetAsync(JobKey job, CancellationToken ct) => scheduler.ForgetAsync(job, ct);

        public Task<string> ReadLogAsync(JobKey job, CancellationToken ct) => scheduler.ReadLogAsync(job, ct);

        public Task<SiteTelemetry> ReadTelemetryAsync(CancellationToken ct) => scheduler.ReadTelemetryAsync(ct);
    }
}
