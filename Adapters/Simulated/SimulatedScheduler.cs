using ComputeNet.Adapters.Host;
using ComputeNet.Adapters.Port;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Simulated;

/// <summary>One simulated site's scheduler. The reference: every promise of the conformance suite holds here.</summary>
public sealed class SimulatedScheduler : ISiteScheduler, IJobRemains
{
    private readonly Lock gate = new();
    private readonly SimulatedSite site;
    private readonly SimulatedClient client;
    private readonly SimulatedOptions options;
    private readonly TimeProvider clock;
    private readonly Dictionary<JobKey, SimulatedJob> jobs;

    public SimulatedScheduler(SimulatedSite site, SimulatedClient client, SimulatedOptions options, TimeProvider clock)
    {
        (this.site, this.client, this.options, this.clock) = (site, client, options, clock);
        jobs = client.ListOf(site.Id).ToDictionary(j => j.Job);
    }

    public Task<SiteInventory> ReadInventoryAsync(CancellationToken ct) =>
        Task.FromResult(new SiteInventory(AgentVersion.Of<SimulatedScheduler>("simulated"), IsSimulated: true, Now(), site.Pools) { Capabilities = new([]) { Scheduler = "simulated" } });

    public Task<JobReceipt> SubmitAsync(JobOrder order, CancellationToken ct)
    {
        var now = Now();
        lock (gate)
        {
            if (jobs.ContainsKey(order.Job))
                return Task.FromResult(new JobReceipt(order.Job, WasKnown: true));
            if (SimulatedMapping.Veto(order, site, jobs.Values, options, now) is { } veto)
                throw new SchedulerException(SchedulerTrouble.Refused, veto);
            Keep(SimulatedMapping.ToJob(order, options, now));
            return Task.FromResult(new JobReceipt(order.Job, WasKnown: false));
        }
    }

    public Task<JobSighting> ObserveAsync(JobKey job, CancellationToken ct)
    {
        var now = Now();
        lock (gate)
            return Task.FromResult(jobs.TryGetValue(job, out var known) && SimulatedMapping.ToSighting(known, now) is { } sighting
                ? sighting : throw SchedulerException.Unknown(job));
    }

    public Task CancelAsync(JobKey job, CancellationToken ct)
    {
        var now = Now();
        lock (gate)
            if (jobs.TryGetValue(job, out var known) && known.HoldsDevices(now))
                Keep(known with { StoppedAt = now });
        return Task.CompletedTask;
    }

    public Task ForgetAsync(JobKey job, CancellationToken ct)
    {
        var now = Now();
        lock (gate)
            if (jobs.TryGetValue(job, out var known) && !known.HoldsDevices(now))
            {
                client.Remove(site.Id, job);
                jobs.Remove(job);
            }
        return Task.CompletedTask;
    }

    private void Keep(SimulatedJob job)
    {
        client.Save(site.Id, job);
        jobs[job.Job] = job;
    }

    /// <summary>The time, unless the site is out: then nothing of it answers.</summary>
    private DateTimeOffset Now()
    {
        var now = clock.GetUtcNow();
        return SimulatedMapping.IsOut(site.Id, options, now)
            ? throw new SchedulerException(SchedulerTrouble.Unreachable, Refusal.Because("simulated-outage", ("site", site.Id)))
            : now;
    }
}
