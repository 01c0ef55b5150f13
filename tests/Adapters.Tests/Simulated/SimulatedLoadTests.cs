using ComputeNet.Adapters.Port;
using ComputeNet.Adapters.Simulated;
using ComputeNet.Adapters.Tests.Harness;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Tests.Simulated;

public sealed class SimulatedLoadTests : IDisposable
{
    private static readonly PoolId Pool = SimulatedWorld.Site.Pools[0].Id;

    private readonly ManualClock clock = new();
    private readonly SimulatedStage stage;

    public SimulatedLoadTests() => stage = new(clock);

    [Fact]
    public async Task the_sites_own_users_take_what_the_network_does_not_hold_and_instruments_tell_it()
    {
        var scheduler = stage.Scheduler(o => o.Trace = SimulatedTrace.Parse(["arrival_seconds,duration_seconds,devices", "0,3600,50"]));
        (await scheduler.ReadTelemetryAsync(default)).Pools.Single().ForeignDevices.ShouldBe(50);
        (await Should.ThrowAsync<SchedulerException>(() => scheduler.SubmitAsync(SimulatedWorld.Order("w-1.1", 9000, 9999, devices: 20), default))).Why
            .ShouldBe(Refusal.Because(SimulatedMapping.PoolFull, ("pool", Pool), ("needDevices", 20), ("freeDevices", 14), ("foreignDevices", 50)));
        clock.Advance(TimeSpan.FromHours(1.5));
        (await scheduler.ReadTelemetryAsync(default)).Pools.Single().ForeignDevices.ShouldBe(50, "the trace is over and begins again");
        await scheduler.SubmitAsync(SimulatedWorld.Order("w-2.1", 9000, 9999, devices: 14), default);
    }

    [Fact]
    public async Task what_the_network_holds_its_sites_users_wait_for()
    {
        var scheduler = stage.Scheduler(o => o.Trace = SimulatedTrace.Parse(["arrival_seconds,duration_seconds,devices", "60,600,64", "660,600,0"]));
        await scheduler.SubmitAsync(SimulatedWorld.Order("w-1.1", 300, 400, devices: 40), default);
        clock.Advance(TimeSpan.FromSeconds(120));
        (await scheduler.ReadTelemetryAsync(default)).Pools.Single().ForeignDevices.ShouldBe(24);
        clock.Advance(TimeSpan.FromSeconds(300));
        (await scheduler.ReadTelemetryAsync(default)).Pools.Single().ForeignDevices.ShouldBe(64);
    }

    [Fact]
    public void a_trace_is_replayed_at_any_speed_by_site_and_pool()
    {
        var trace = SimulatedTrace.Parse(["devices,arrival_seconds,duration_seconds,site,pool", "1,0,100,,", "2,50,100,hangzhou-ai,", $"4,150,50,,{Pool}", "8,0,200,elsewhere,"]);
        trace.LengthSeconds.ShouldBe(200);
        int At(double seconds, double speed)
        {
            var options = stage.Options(o => (o.Trace, o.TraceSpeed) = (trace, speed));
            return SimulatedLoad.ForeignDevices(SimulatedWorld.Site, SimulatedWorld.Site.Pools[0], options, clock.GetUtcNow().AddSeconds(seconds));
        }

        new[] { -1.0, 0, 49.9, 50, 100, 149, 150, 199.9, 200 }.Select(s => At(s, 1)).ShouldBe([0, 1, 1, 3, 2, 2, 4, 4, 1]);
        new[] { -1.0, 0, 49.9, 50, 100, 149, 150, 199.9, 200 }.Select(s => At(s / 50, 50)).ShouldBe([0, 1, 1, 3, 2, 2, 4, 4, 1]);
    }

    [Theory]
    [InlineData("arrival_seconds,devices", "duration_seconds")]
    [InlineData("arrival_seconds,duration_seconds,devices,colour", "colour")]
    [InlineData("arrival_seconds,duration_seconds,devices", "at least one line")]
    [InlineData("arrival_seconds,duration_seconds,devices\n0,1,2\n0,-1,2", "Line 3")]
    [InlineData("arrival_seconds,duration_seconds,devices\n0,1", "Line 2")]
    public void a_trace_that_cannot_be_read_says_where(string text, string where) =>
        Should.Throw<FormatException>(() => SimulatedTrace.Parse(text.Split('\n'))).Message.ShouldContain(where);

    [Fact]
    public void foreign_users_of_machines_sit_where_no_job_of_the_network_does()
    {
        var pool = SimulatedWorld.Site.Pools[0] with { Devices = 4, Nodes = [new SiteNode("n1", 2, 8000, 65536), new SiteNode("n2", 2, 8000, 65536)] };
        JobOrder Order(string node, int device) => SimulatedWorld.Order("w-1.1", 100, 200, devices: 1) with { Seats = [new MemberSeat(node, [device], 300, 0)] };
        var job = SimulatedMapping.ToJob(Order("n2", 1), stage.Options(), clock.GetUtcNow());
        SimulatedSeats.ForeignSeats(pool, [job], 2).ShouldBe([("n2", 0), ("n1", 1)]);
        SimulatedSeats.WhyNot(pool, Order("n2", 0).Seats!, [job], foreignDevices: 2)!.Code.ShouldBe(SimulatedSeats.SeatTaken);
        SimulatedSeats.WhyNot(pool, Order("n2", 1).Seats!, [job], foreignDevices: 2).ShouldBeNull();
        SimulatedSeats.WhyNot(pool, Order("n1", 0).Seats!, [job], foreignDevices: 2).ShouldBeNull();
    }

    [Fact]
    public void drawn_foreign_load_is_on_average_what_was_ordered()
    {
        var options = stage.Options(o => o.ForeignShare = 0.4);
        var shares = Enumerable.Range(0, 24 * 60).Select(hour => SimulatedLoad.ForeignDevices(SimulatedWorld.Site, SimulatedWorld.Site.Pools[0], options, clock.GetUtcNow().AddHours(hour)) / 64.0).ToList();
        shares.Average().ShouldBe(0.4, 0.02);
        shares.Distinct().Count().ShouldBeGreaterThan(10);
    }

    [Fact]
    public void what_is_taken_out_is_not_declared_machines_as_a_whole()
    {
        var site = SimulatedFleet.Invent(2)[1];
        var options = stage.Options(o => o.AbsentShare = 0.5);
        var seen = Enumerable.Range(0, 200).Select(i => SimulatedLoad.DeclaredAt(site, options, clock.GetUtcNow().AddMinutes(10 * i))[0]).ToList();
        seen.ShouldAllBe(p => p.Nodes!.Sum(n => n.Devices) == p.Devices && p.Devices % 8 == 0 && p.Devices >= site.Pools[0].Devices / 2 - 8);
        seen.Select(p => p.Devices).Distinct().Count().ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task a_price_that_swings_is_an_offer_of_the_hour_and_stays_for_it()
    {
        var scheduler = stage.Scheduler(o => o.PriceSwing = 0.5);
        var offer = (await scheduler.ReadOffersAsync(default)).Single();
        (offer.PricePerDeviceHour!.Value.Amount / 9).ShouldBeInRange(0.5m, 1.5m);
        offer.ValidUntil.ShouldBe(offer.AsOf.AddHours(1));
        clock.Advance(TimeSpan.FromMinutes(5));
        (await scheduler.ReadOffersAsync(default)).ShouldBe([offer]);
        clock.Advance(TimeSpan.FromHours(1));
        (await scheduler.ReadOffersAsync(default)).Single().PricePerDeviceHour.ShouldNotBe(offer.PricePerDeviceHour);
        (await stage.Scheduler().ReadOffersAsync(default)).ShouldBeEmpty();
    }

    public void Dispose() => stage.Dispose();
}
