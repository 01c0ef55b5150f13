using ComputeNet.Adapters.Conformance.Running;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Conformance.Promises;

public sealed class ShowsTheLogOfARunningJob : Promise
{
    public override string Theme => "capabilities";
    public override string Sentence => "The log of a running job is sent when the orders wish for it; of one that is not there, why not.";
    public override string Capability => Contracts.Sites.Capability.Logs;

    public override async Task KeepAsync(Bench bench, CancellationToken ct)
    {
        var order = bench.Long("job");
        bench.Send(order);
        await bench.RunsAsync(order, ct);
        var nobody = new JobKey("c-nobody.1");
        bench.Send(new SiteOrders(0, [order]) { LogsWanted = [order.Job, nobody] });
        await bench.UntilAsync(() => LogOf(bench, order.Job) is { Tail: not null }, () => $"its log was expected, {(LogOf(bench, order.Job)?.Why is { } why ? why.ToString() : "none")} came", ct);
        await bench.UntilAsync(() => LogOf(bench, nobody) is not null, () => "an answer about the unknown job was expected too", ct);
        bench.Check(LogOf(bench, nobody) is { Tail: null, Why: not null }, "Of a job that it does not hold it tells a log, or no reason.");
        bench.Send(order);
    }

    private static JobLogTail? LogOf(Bench bench, JobKey job) => bench.Heard.SelectMany(h => h.Logs?.Logs ?? []).LastOrDefault(l => l.Job == job);
}

public sealed class ReadsItsInstruments : Promise
{
    public override string Theme => "capabilities";
    public override string Sentence => "Telemetry comes by itself, of the site's own pools, never of more devices than there are, and newer each time.";
    public override string Capability => Contracts.Sites.Capability.Telemetry;

    public override async Task KeepAsync(Bench bench, CancellationToken ct)
    {
        IReadOnlyList<SiteTelemetry> All() => [.. bench.Centre.HeardOf(bench.Site.Value).Select(h => h.Telemetry).OfType<SiteTelemetry>()];
        await bench.UntilAsync(() => All().Count > 0, () => "telemetry was expected", ct);
        // A broker brings what was published in any order.
        var sent = bench.Centre.HeardOf(bench.Site.Value).Where(h => h.Carrier != "publication").Select(h => h.Telemetry).OfType<SiteTelemetry>().ToList();
        bench.Check(sent.Zip(sent.Skip(1)).All(two => two.First.ObservedAt <= two.Second.ObservedAt), "Later telemetry is older than what came before.");
        var devices = bench.Inventory.Pools.ToDictionary(p => p.Id, p => p.Devices);
        foreach (var pool in All()[^1].Pools)
        {
            bench.Check(devices.ContainsKey(pool.Pool), $"{pool.Pool} is in no inventory.");
            bench.Check((pool.ForeignDevices ?? 0) >= 0 && (pool.ForeignDevices ?? 0) <= devices[pool.Pool], $"{pool.ForeignDevices} of {devices[pool.Pool]} devices of {pool.Pool} are others'.");
            foreach (var device in pool.Devices ?? [])
                bench.Check(device.UtilisationShare is null or (>= 0 and <= 1) && device.Watts is null or >= 0 && device.UsedMebibytes is null or >= 0, $"{device} cannot be.");
        }
    }
}

public sealed class OffersItsOwnPools : Promise
{
    public override string Theme => "capabilities";
    public override string Sentence => "Offers are for the site's own pools, at most one each, and none is older than the one before.";
    public override string Capability => Contracts.Sites.Capability.Offers;

    public override async Task KeepAsync(Bench bench, CancellationToken ct)
    {
        await bench.ReportsAsync(2, ct);
        var all = bench.Centre.HeardOf(bench.Site.Value).Select(h => h.Offers).OfType<SiteOffers>().ToList();
        if (all.Count == 0)
            throw new NotOfferedException("It can, and offers nothing now.");
        foreach (var offers in all)
            bench.Check(offers.Offers.Select(o => o.Pool).Distinct().Count() == offers.Offers.Count, "Two offers are for one pool.");
        bench.Check(all.Zip(all.Skip(1)).All(two => two.First.ObservedAt <= two.Second.ObservedAt), "Later offers are older than what came before.");
        bench.Check(all[^1].Offers.All(o => bench.Inventory.Pools.Any(p => p.Id == o.Pool)), "It offers a pool that is in no inventory.");
    }
}

public sealed class ACheckpointDoesNotEndAJob : Promise
{
    public override string Theme => "capabilities";
    public override string Sentence => "A running job that is asked for a checkpoint, once or twice with the same number, goes on.";
    public override string Capability => Contracts.Sites.Capability.Checkpoints;

    public override async Task KeepAsync(Bench bench, CancellationToken ct)
    {
        var order = bench.Long("job") with { Checkpoint = new CheckpointOrder(0) };
        bench.Send(order);
        var running = await bench.RunsAsync(order, ct);
        foreach (var number in new[] { 1, 1, 2 })
        {
            bench.Send(order with { CheckpointNumber = number });
            await bench.ReportsAsync(2, ct);
        }
        bench.Check(bench.SightingsOf(order).All(s => !s.State.IsTerminal()), $"It ended as {bench.SightingsOf(order)[^1].State}.");
        bench.Check(bench.SightingsOf(order).Where(s => s.State == JobState.Running).All(s => RefusesALowerToken.Same(s.StartedAt, running.StartedAt)), "It was started again.");
    }
}

public sealed class HoldsAReservation : Promise
{
    public override string Theme => "capabilities";
    public override string Sentence => "A reservation is held, or refused with a reason, once per key; one that is not ordered any more is released.";
    public override string Capability => Contracts.Sites.Capability.Reservations;

    public override async Task KeepAsync(Bench bench, CancellationToken ct)
    {
        IReadOnlyList<ReservationSighting> Told() => [.. bench.Reports.SelectMany(r => r.Reservations ?? [])];
        var from = bench.Now.AddHours(2);
        var order = new ReservationOrder(bench.NewReservation("window"), new FencingToken(1), bench.Pool.Id, 1, from, from.AddHours(1));
        bench.Centre.Receipt = Recording(bench.Centre.Receipt);
        bench.Send(new SiteOrders(0, []) { Reservations = [order] });
        await bench.UntilAsync(() => Told().Any(s => s.Key == order.Key), () => "a word about the reservation was expected", ct);
        var first = Told().First(s => s.Key == order.Key);
        if (first is { State: ReservationState.Refused, Why: { } why })
            throw new NotOfferedException($"It refuses the test's reservation: {why}.");
        bench.Check(first.State is ReservationState.Held or ReservationState.Active, $"It is {first.State}.");
        bench.Send(new SiteOrders(0, []) { Reservations = [order, order] });
        await bench.ReportsAsync(2, ct);
        bench.Check(Told().All(s => s.State is ReservationState.Held or ReservationState.Active), "Ordering it again ended it.");
        bench.Check(Told().Select(s => s.SchedulerName).OfType<string>().Distinct().Count() <= 1, "Ordering it again made another one.");
        bench.Send(new SiteOrders(0, []) { Reservations = [] });
        await bench.ReportsAsync(2, ct);
        var after = Told().Count;
        await bench.ReportsAsync(2, ct);
        bench.Check(Told().Skip(after).All(s => s.State is not (ReservationState.Held or ReservationState.Active)), "It is still held after nobody orders it.");
    }

    private static Func<SightingReport, SightingReceipt> Recording(Func<SightingReport, SightingReceipt> jobs) => report => jobs(report) with
    {
        RecordedReservations = [.. (report.Reservations ?? []).Where(r => r.State >= ReservationState.Ended).Select(r => r.Key)],
    };
}
