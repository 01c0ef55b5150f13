using ComputeNet.Adapters.Host;
using ComputeNet.Adapters.Port;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Simulated;

/// <summary>One simulated site's scheduler. The reference: every promise of the conformance suite holds here, unless the options tell it to misbehave.</summary>
public sealed class SimulatedScheduler : ISiteScheduler, IJobRemains, IJobLogs, ICheckpoints, IReservations, ISiteTelemetry, ISiteOffers
{
    private readonly Lock gate = new();
    private readonly SimulatedSite site;
    private readonly SimulatedClient client;
    private readonly SimulatedOptions options;
    private readonly TimeProvider hostClock;
    private readonly SimulatedBook book;
    private long questions;

    public SimulatedScheduler(SimulatedSite site, SimulatedClient client, SimulatedOptions options, TimeProvider clock)
    {
        (this.site, this.client, this.options, hostClock) = (site, client, options, clock);
        var skew = SimulatedLoad.SkewOf(site.Id, options);
        Clock = skew == TimeSpan.Zero ? clock : new SkewedClock(clock, skew);
        book = new SimulatedBook(site, client, options, skew);
    }

    /// <summary>The site's own time, which may be off; when it is in trouble is told by the host's.</summary>
    public TimeProvider Clock { get; }

    public Task<SiteInventory> ReadInventoryAsync(CancellationToken ct) => AnswerAsync(now => new SiteInventory(
        AgentVersion.Of<SimulatedScheduler>("simulated"), IsSimulated: true, now, SimulatedLoad.DeclaredAt(site, options, now))
    { Capabilities = new([]) { Scheduler = "simulated" } }, ct);

    public Task<JobReceipt> SubmitAsync(JobOrder order, CancellationToken ct) => AnswerAsync(now => new JobReceipt(order.Job, book.Take(order, now)), ct);

    public Task<JobSighting> ObserveAsync(JobKey job, CancellationToken ct) => AnswerAsync(now => book.See(job, now), ct);

    public Task CancelAsync(JobKey job, CancellationToken ct) => AnswerAsync(now => book.Change(job, j => j.HoldsDevices(now) ? j with { StoppedAt = now } : j), ct);

    public Task CheckpointAsync(JobKey job, CancellationToken ct) =>
        AnswerAsync(now => book.Change(job, j => j.HoldsDevices(now) && now >= j.StartsAt ? j with { CheckpointedAt = now } : j), ct);

    public Task ForgetAsync(JobKey job, CancellationToken ct) => AnswerAsync(now => book.Forget(job, now), ct);

    public Task<string> ReadLogAsync(JobKey job, CancellationToken ct) => AnswerAsync(now =>
        book.Find(job) is { } known && SimulatedMapping.ToSighting(known, now) is { } sighting ? sighting.LogTail ?? SimulatedMapping.LogSoFar(known, now) : throw SchedulerException.Unknown(job), ct);

    public Task ReserveAsync(ReservationOrder order, CancellationToken ct) => AnswerAsync(now => SimulatedReservations.Reserve(book, order, now), ct);

    public Task<ReservationSighting> ObserveAsync(ReservationKey key, CancellationToken ct) => AnswerAsync(now => SimulatedReservations.See(book, key, now), ct);

    public Task ReleaseAsync(ReservationKey key, CancellationToken ct) => AnswerAsync(now => SimulatedReservations.Release(book, key, now), ct);

    public Task<SiteTelemetry> ReadTelemetryAsync(CancellationToken ct) => AnswerAsync(now => SimulatedInstruments.Read(site, book, options, now), ct);

    public Task<IReadOnlyList<PoolOffer>> ReadOffersAsync(CancellationToken ct) => AnswerAsync(now => SimulatedLoad.OffersAt(site, options, now), ct);

    /// <summary>One answer of the scheduler: none while it is out, a late one while it is slow.</summary>
    private async Task<T> AnswerAsync<T>(Func<DateTimeOffset, T> answer, CancellationToken ct)
    {
        Reachable();
        if (SimulatedFaults.IsIn(SimulatedTrouble.Slowness, site.Id, options, hostClock.GetUtcNow()))
        {
            await Task.Delay(new SimulatedDraw(options.Seed, $"{site.Id}/slow").Number($"{Interlocked.Increment(ref questions)}") * options.SlowestAnswer, hostClock, ct);
            Reachable();
        }
        lock (gate)
            return answer(Clock.GetUtcNow());
    }

    private void Reachable()
    {
        if (SimulatedFaults.IsIn(SimulatedTrouble.Outage, site.Id, options, hostClock.GetUtcNow()))
            throw new SchedulerException(SchedulerTrouble.Unreachable, Refusal.Because("simulated-outage", ("site", site.Id)));
    }
}
