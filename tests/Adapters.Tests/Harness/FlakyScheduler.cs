using ComputeNet.Adapters.Port;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Tests.Harness;

/// <summary>A scheduler that can be unreachable, and counts how often it was asked what it has: once for every report that the agent tries.</summary>
public sealed class FlakyScheduler(ISiteScheduler inner) : ISiteScheduler
{
    private int asked;

    public bool IsDown { get; set; }

    /// <summary>Waits until that many more reports were tried; the ones before the last have then failed or arrived.</summary>
    public void AwaitReports(int more)
    {
        var until = Volatile.Read(ref asked) + more;
        SpinWait.SpinUntil(() => Volatile.Read(ref asked) >= until, TimeSpan.FromSeconds(20)).ShouldBeTrue("the agent tries no reports");
    }

    public Task<SiteInventory> ReadInventoryAsync(CancellationToken ct)
    {
        Interlocked.Increment(ref asked);
        return IsDown ? throw Down() : inner.ReadInventoryAsync(ct);
    }

    public Task<JobReceipt> SubmitAsync(JobOrder order, CancellationToken ct) => IsDown ? throw Down() : inner.SubmitAsync(order, ct);

    public Task<JobSighting> ObserveAsync(JobKey job, CancellationToken ct) => IsDown ? throw Down() : inner.ObserveAsync(job, ct);

    public Task CancelAsync(JobKey job, CancellationToken ct) => IsDown ? throw Down() : inner.CancelAsync(job, ct);

    private static SchedulerException Down() => new(SchedulerTrouble.Unreachable, Refusal.Because("test-outage"));
}
