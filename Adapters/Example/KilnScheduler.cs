using ComputeNet.Adapters.Host;
using ComputeNet.Adapters.Port;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Example;

/// <summary>A kiln as a site: the smallest scheduler that keeps every promise. It invents nothing for the network: what it says is in the kiln's own book.</summary>
public sealed class KilnScheduler(KilnOptions options, KilnClient kiln, TimeProvider clock) : ISiteScheduler, IJobRemains
{
    /// <summary>Two orders must not see the same free shelf.</summary>
    private readonly Lock door = new();

    public Task<SiteInventory> ReadInventoryAsync(CancellationToken ct)
    {
        var counted = new Provenance(Basis.Measured, "counted");
        var shelves = new PoolDeclaration(
            options.Pool, "Shelves", Architecture.Cpu, new AcceleratorModelId("cpu-core"), options.Shelves, counted, null,
            Money.Yuan(1), Provenance.Assumed("example"), 100, Provenance.Assumed("example"));
        return Task.FromResult(new SiteInventory(AgentVersion.Of<KilnScheduler>("kiln"), IsSimulated: true, clock.GetUtcNow(), [shelves]));
    }

    public Task<JobReceipt> SubmitAsync(JobOrder order, CancellationToken ct)
    {
        lock (door)
        {
            // The name is the tag that makes it idempotent: whoever asks again, after whatever crash, finds the firing in the book.
            if (kiln.Find(order.Job.Value) is not null)
                return Task.FromResult(new JobReceipt(order.Job, WasKnown: true));
            var now = clock.GetUtcNow();
            if (KilnMapping.Veto(order, options, kiln.All, now) is { } veto)
                throw new SchedulerException(SchedulerTrouble.Refused, veto);
            kiln.Write(KilnMapping.ToFiring(order, now));
            return Task.FromResult(new JobReceipt(order.Job, WasKnown: false));
        }
    }

    public Task<JobSighting> ObserveAsync(JobKey job, CancellationToken ct) =>
        Task.FromResult(KilnMapping.ToSighting(kiln.Find(job.Value) ?? throw SchedulerException.Unknown(job), clock.GetUtcNow()));

    public Task CancelAsync(JobKey job, CancellationToken ct)
    {
        lock (door)
        {
            var now = clock.GetUtcNow();
            if (kiln.Find(job.Value) is { } firing && now < firing.Ends)
                kiln.Write(firing with { TakenOutAt = now });
            return Task.CompletedTask;
        }
    }

    public Task ForgetAsync(JobKey job, CancellationToken ct)
    {
        lock (door)
        {
            if (kiln.Find(job.Value) is { } firing && firing.Ends <= clock.GetUtcNow())
                kiln.Remove(job.Value);
            return Task.CompletedTask;
        }
    }
}
