using ComputeNet.Adapters.Port;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Local;

/// <summary>On an operating system that cannot keep jobs within bounds: the site stays silent and its log says why.</summary>
internal sealed class NoLocalScheduler : ISiteScheduler
{
    public Task<SiteInventory> ReadInventoryAsync(CancellationToken ct) => throw Why();
    public Task<JobReceipt> SubmitAsync(JobOrder order, CancellationToken ct) => throw Why();
    public Task<JobSighting> ObserveAsync(JobKey job, CancellationToken ct) => throw Why();
    public Task CancelAsync(JobKey job, CancellationToken ct) => throw Why();

    private static SchedulerException Why() =>
        new(SchedulerTrouble.NotSupported, Refusal.Because("local-site-needs-linux", ("system", System.Runtime.InteropServices.RuntimeInformation.OSDescription)));
}
