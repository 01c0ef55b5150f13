using ComputeNet.Adapters.Port;
using ComputeNet.Adapters.Simulated;
using ComputeNet.Adapters.Tests.Harness;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.World.Loading;
using CsCheck;

namespace ComputeNet.Adapters.Tests.Simulated;

public sealed class SimulatedSiteTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder folder = new();

    [Fact]
    public void a_jobs_life_depends_on_seed_and_key_only() =>
        Gen.Select(Gen.Int, Gen.Int[1, 10_000], Gen.Int[1, 100_000]).Sample((seed, number, limit) =>
        {
            var (options, order) = (Options(seed: seed, failure: 0.3, loss: 0.1), SimulatedWorld.Order($"w-{number}.1", seconds: null, limit));
            var life = SimulatedMapping.ToJob(order, options, Now);
            return life == SimulatedMapping.ToJob(order, Options(seed: seed, failure: 0.3, loss: 0.1), Now)
                && life.StartsAt >= Now + options.ShortestStartDelay && life.StartsAt <= Now + options.LongestStartDelay
                && life.EndsAt > life.StartsAt && life.EndsAt <= life.StartsAt.AddSeconds(limit);
        });

    [Fact]
    public void the_stretches_of_a_workload_whose_length_nobody_knows_are_one_run()
    {
        TimeSpan Length(string job, double done)
        {
            var life = SimulatedMapping.ToJob(SimulatedWorld.Order(job, null, 10_000) with { Workload = new("w-1"), Checkpoint = new(done) }, Options(), Now);
            return life.EndsAt - life.StartsAt;
        }

        (Length("w-1.2", 0.25) / Length("w-1.1", 0)).ShouldBe(0.75, 1e-6);
    }

    [Fact]
    public void seen_at_rising_times_a_job_only_goes_forward_and_its_end_stays() =>
        Gen.Select(Gen.Int, Gen.Long[1, 5000].Nullable(), Gen.Long[1, 5000], Gen.Double[0, 8000].Array[2, 20]).Sample((seed, expected, limit, moments) =>
        {
            var job = SimulatedMapping.ToJob(SimulatedWorld.Order("w-1.1", expected, limit), Options(seed: seed, failure: 0.3), Now);
            var seen = moments.Order().Select(m => SimulatedMapping.ToSighting(job, Now.AddSeconds(m))!).ToList();
            return seen.Zip(seen.Skip(1)).All(pair => pair.First.State <= pair.Second.State
                && (!pair.First.State.IsTerminal() || pair.First with { ObservedAt = default } == pair.Second with { ObservedAt = default }));
        });

    [Fact]
    public void shares_are_kept_over_many_jobs()
    {
        var options = Options(seed: 7, failure: 0.2, loss: 0.1);
        var fates = Enumerable.Range(0, 5000).Select(i => SimulatedMapping.ToJob(SimulatedWorld.Order($"w-{i}.1", 100, 200), options, Now).Fate).ToList();
        fates.Count(f => f == SimulatedFate.IsLost).ShouldBeInRange(400, 600);
        fates.Count(f => f == SimulatedFate.Fails).ShouldBeInRange(780, 1020);
    }

    [Fact]
    public void jobs_share_a_device_up_to_the_whole_of_it_and_a_seat_that_is_held_is_refused()
    {
        var pool = SimulatedWorld.Site.Pools[0] with { Devices = 2, Nodes = [new SiteNode("n1", 2, 8000, 65536)] };
        var site = SimulatedWorld.Site with { Pools = [pool] };
        JobOrder Order(string job, int device, int milli) => SimulatedWorld.Order(job, 100, 200, devices: 1) with { Seats = [new MemberSeat("n1", [device], milli, 0)] };
        var jobs = new[] { Order("w-1.1", 0, 300), Order("w-2.1", 0, 500), Order("w-3.1", 1, 600) }.Select(o => SimulatedMapping.ToJob(o, Options(), Now)).ToList();
        Refusal? Veto(JobOrder order) => SimulatedMapping.Veto(order, site, jobs, Options(), Now);

        Veto(Order("w-4.1", 0, 200)).ShouldBeNull();
        Veto(Order("w-4.1", 0, 201)).ShouldNotBeNull().ShouldSatisfyAllConditions(r => r.Code.ShouldBe("seat-taken"), r => r.Facts["freeMilliDevices"].ShouldBe("200"));
        Veto(Order("w-4.1", 7, 100))!.Code.ShouldBe("seat-taken", "the machine has no such device");
        Veto(SimulatedWorld.Order("w-4.1", 100, 200, devices: 1))!.Facts["freeDevices"].ShouldBe("0.6");
    }

    [Fact]
    public void the_demonstration_has_pools_with_machines_and_says_that_they_are_assumed()
    {
        var telling = SimulatedFleet.Load(WorldLocator.DefaultFolder).SelectMany(s => s.Pools).Where(p => p.Nodes is not null).ToList();

        telling.Count.ShouldBeGreaterThanOrEqualTo(5);
        telling.ShouldAllBe(p => p.Nodes!.Sum(n => n.Devices) == p.Devices && p.DevicesProvenance.Basis == Basis.Assumed && p.DevicesProvenance.Source.Contains("assumed"));
        telling.Select(p => p.Sharing!.Offers).Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public async Task a_lost_job_is_unknown_from_then_on_and_its_devices_are_free()
    {
        var clock = new ManualClock();
        var scheduler = Scheduler(Options(loss: 1), clock, out var client);
        using var _ = client;
        var order = SimulatedWorld.Order("w-1.1", 100, 200, devices: 64);
        await scheduler.SubmitAsync(order, default);
        (await scheduler.ObserveAsync(order.Job, default)).State.ShouldBe(JobState.Starting);
        clock.Advance(TimeSpan.FromMinutes(5));
        (await Should.ThrowAsync<SchedulerException>(() => scheduler.ObserveAsync(order.Job, default))).Trouble.ShouldBe(SchedulerTrouble.UnknownJob);
        (await scheduler.SubmitAsync(SimulatedWorld.Order("w-2.1", 100, 200, devices: 64), default)).WasKnown.ShouldBeFalse();
    }

    [Fact]
    public void a_gang_over_two_pools_holds_its_devices_in_both_or_is_refused_by_the_one_that_is_full()
    {
        var second = SimulatedWorld.Site.Pools[0] with { Id = new("hangzhou-ai.second"), Devices = 8 };
        var site = SimulatedWorld.Site with { Pools = [SimulatedWorld.Site.Pools[0], second] };
        JobOrder Over(string job, int first, int other) => SimulatedWorld.Order(job, 100, 200, devices: 2) with { GangMembers = first + other, Parts = [new(site.Pools[0].Id, first), new(second.Id, other)] };

        var running = SimulatedMapping.ToJob(Over("w-1.1", 30, 3), Options(), Now);
        (running.Devices, running.MilliDevicesIn(site.Pools[0].Id), running.MilliDevicesIn(second.Id)).ShouldBe((66, 60_000, 6_000));
        SimulatedMapping.Veto(Over("w-2.1", 2, 1), site, [running], Options(), Now).ShouldBeNull();
        SimulatedMapping.Veto(Over("w-2.1", 1, 2), site, [running], Options(), Now)
            .ShouldBe(Refusal.Because(SimulatedMapping.PoolFull, ("pool", second.Id), ("needDevices", 4), ("freeDevices", 2)));
    }

    [Fact]
    public async Task a_site_never_takes_more_than_its_pool_has()
    {
        var scheduler = Scheduler(Options(), new ManualClock(), out var client);
        using var _ = client;
        await scheduler.SubmitAsync(SimulatedWorld.Order("w-1.1", 100, 200, devices: 60), default);
        var no = await Should.ThrowAsync<SchedulerException>(() => scheduler.SubmitAsync(SimulatedWorld.Order("w-2.1", 100, 200, devices: 5), default));
        no.Trouble.ShouldBe(SchedulerTrouble.Refused);
        no.Why.ShouldBe(Refusal.Because(SimulatedMapping.PoolFull, ("pool", "hangzhou-ai.ascend-910b"), ("needDevices", 5), ("freeDevices", 4)));
        await scheduler.SubmitAsync(SimulatedWorld.Order("w-3.1", 100, 200, devices: 4), default);
    }

    [Fact]
    public async Task in_an_outage_nothing_answers_and_the_job_goes_on()
    {
        var clock = new ManualClock();
        var scheduler = Scheduler(Options(faults: [new(SimulatedTrouble.Outage, SimulatedWorld.Site.Id, Now.AddSeconds(60), Now.AddSeconds(600))]), clock, out var client);
        using var _ = client;
        var order = SimulatedWorld.Order("w-1.1", 100, 200);
        await scheduler.SubmitAsync(order, default);
        clock.Advance(TimeSpan.FromSeconds(300));
        (await Should.ThrowAsync<SchedulerException>(() => scheduler.ReadInventoryAsync(default))).Trouble.ShouldBe(SchedulerTrouble.Unreachable);
        (await Should.ThrowAsync<SchedulerException>(() => scheduler.CancelAsync(order.Job, default))).Trouble.ShouldBe(SchedulerTrouble.Unreachable);
        clock.Advance(TimeSpan.FromSeconds(300));
        (await scheduler.ObserveAsync(order.Job, default)).State.ShouldBe(JobState.Succeeded);
    }

    [Fact]
    public void a_drawn_outage_happens_once_a_day_for_its_length()
    {
        var options = Options(outagesPerDay: 1);
        var minutes = Enumerable.Range(0, 24 * 60).Count(minute => SimulatedFaults.IsIn(SimulatedTrouble.Outage, SimulatedWorld.Site.Id, options, Now.Date.AddMinutes(minute)));
        minutes.ShouldBeInRange(14, 16);
        Enumerable.Range(0, 24 * 60).ShouldAllBe(minute => !SimulatedFaults.IsIn(SimulatedTrouble.Outage, SimulatedWorld.Site.Id, Options(), Now.Date.AddMinutes(minute)));
    }

    [Fact]
    public void the_demonstration_fleet_is_made_of_sites_with_pools_of_their_own()
    {
        var sites = SimulatedFleet.Load(WorldLocator.DefaultFolder);
        sites.Count.ShouldBeGreaterThan(50);
        sites.ShouldAllBe(site => site.Pools.Count > 0 && site.Pools.All(p => p.Id.Value.StartsWith(site.Id.Value + ".")));
    }

    public void Dispose() => folder.Dispose();

    private SimulatedScheduler Scheduler(SimulatedOptions options, TimeProvider clock, out SimulatedClient client) =>
        new(SimulatedWorld.Site, client = new SimulatedClient(folder.File("jobs.jsonl")), options, clock);

    private SimulatedOptions Options(int seed = 1, double failure = 0, double loss = 0, double outagesPerDay = 0, IReadOnlyList<SimulatedFault>? faults = null) => new()
    {
        Centre = new Uri("http://localhost:1/"),
        Token = _ => "token",
        DataDirectory = folder.Path,
        Sites = [SimulatedWorld.Site],
        Seed = seed,
        FailureRate = failure,
        LossRate = loss,
        OutagesPerDay = outagesPerDay,
        Faults = faults ?? [],
    };
}
