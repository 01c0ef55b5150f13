using ComputeNet.Client;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Domain.Pools;
using ComputeNet.Orchestrator.Tests.Hosting;
using ComputeNet.Service;
using ComputeNet.Service.Sites;
using ComputeNet.Service.Sites.Sensing;

namespace ComputeNet.Orchestrator.Tests.Sites.Sensing;

/// <summary>What is free as of when: sensed, widened by its age, refused when too old; and what a site is told of work that went elsewhere.</summary>
public sealed class SensingTests(PostgresServer postgres) : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);

    private sealed class Host(PostgresServer postgres) : OrchestratorHost(postgres)
    {
        protected override void Configure(OrchestratorOptions options) =>
            (options.StaleAfter, options.GraceAfter, options.LostAfter, options.SensingEvery) = (TimeSpan.FromHours(3), TimeSpan.FromHours(4), TimeSpan.FromHours(5), TimeSpan.Zero);
    }

    private readonly Host _host = new(postgres);

    public ValueTask InitializeAsync() => _host.InitializeAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task what_is_sensed_is_planned_on_and_grows_old()
    {
        var (site, agent, tenant) = await JoinAsync("hangzhou-ai", 10);
        (await tenant.GetSiteSensingAsync(site.Id)).Pools.ShouldHaveSingleItem().ShouldSatisfyAllConditions(p => p.Free.ShouldBe(100), p => p.SensedAt.ShouldBeNull());
        await agent.ReportTelemetryAsync(new SiteTelemetry(Start, [new(new("hangzhou-ai.cpu"), ForeignDevices: 60, DrainingDevices: 3, SickDevices: 2)]));
        var fresh = (await tenant.GetSiteSensingAsync(site.Id)).Pools.Single();
        (fresh.Free, fresh.Foreign, fresh.ForeignMargin, fresh.Draining, fresh.Sick, fresh.LapsesInSeconds).ShouldBe((35, 60, 0, 3, 2, 1800));

        // Granted and not yet seen counts as used.
        await SubmitAsync(tenant, 5);
        await site.FirstOrdersAsync();
        var granted = (await tenant.GetSiteSensingAsync(site.Id)).Pools.Single();
        (granted.Free, granted.Seen, granted.Unseen).ShouldBe((30, 0, 5));

        _host.Wall.Advance(TimeSpan.FromMinutes(12));
        var aged = (await tenant.GetSiteSensingAsync(site.Id)).Pools.Single();
        (aged.Free, aged.ForeignMargin, aged.AgeSeconds).ShouldBe((20, 10, 720), "a hundredth of the pool for each of the ten minutes beyond two");
        aged.TakesNoWork.ShouldBeNull();

        _host.Wall.Advance(TimeSpan.FromMinutes(18));
        (await tenant.GetSiteSensingAsync(site.Id)).Pools.Single().TakesNoWork!.Code.ShouldBe("sensing-too-old");
        var waits = await SubmitAsync(tenant, 1);
        (await Waiting.ToSeeAsync(() => tenant.GetWorkloadAsync(waits), w => w.Summary.Forecast?.Why is not null)).Summary.Forecast!.Why!.Code.ShouldBe("sensing-too-old");

        await agent.ReportTelemetryAsync(new SiteTelemetry(Start.AddMinutes(30), [new(new("hangzhou-ai.cpu"), 0, 0, 0)]));
        await Waiting.ToSeeAsync(site.OrdersAsync, o => o.Orders.Count == 2);
    }

    [Fact]
    public async Task an_offer_caps_and_prices_what_is_placed()
    {
        var (site, agent, tenant) = await JoinAsync("hangzhou-ai", 10);
        await JoinAsync("wuhan-ai", 20);
        await agent.MakeOffersAsync(new(Start, [new(new("hangzhou-ai.cpu"), Start) { MostDevices = 4, PricePerDeviceHour = Money.Yuan(30) }]));
        (await tenant.GetSiteSensingAsync(site.Id)).Pools.Single().ShouldSatisfyAllConditions(p => p.Cap.ShouldBe(4), p => p.Free.ShouldBe(4));
        var id = await SubmitAsync(tenant, 2);
        (await Waiting.ToSeeAsync(() => tenant.GetWorkloadAsync(id), w => w.Summary.Assignment is not null)).Summary.Assignment!.Site.Value.ShouldBe("wuhan-ai", "it asks more than the other now");
    }

    [Fact]
    public async Task a_site_and_the_operator_learn_why_work_went_elsewhere_and_nobody_elses_name()
    {
        var (dear, agent, tenant) = await JoinAsync("hangzhou-ai", 30);
        await JoinAsync("wuhan-ai", 20);
        var id = await SubmitAsync(tenant, 2);
        await Waiting.ToSeeAsync(() => tenant.GetWorkloadAsync(id), w => w.Summary.Assignment is not null);

        var told = await agent.GetElsewhereAsync();
        (told.Site, told.Plans, told.Placements, told.IsCut).ShouldBe((dear.Id, 1, 1, false));
        var dearer = told.Dearer.ShouldHaveSingleItem();
        dearer.MedianExtraMicroYuan.ShouldBeGreaterThan(0);
        told.Prices.ShouldHaveSingleItem().ShouldSatisfyAllConditions(p => p.Placements.ShouldBe(1), p => p.YuanPerDeviceHour.ShouldBeInRange(1, 21));
        var operators = _host.Client(await _host.OperatorAsync());
        (await operators.GetSiteElsewhereAsync(dear.Id)).Prices.ShouldBe(told.Prices);
        System.Text.Json.JsonSerializer.Serialize(told).ShouldNotContain(id.Value);
        (await Should.ThrowAsync<ApiRefusedException>(() => tenant.GetSiteElsewhereAsync(dear.Id))).Problem.Status.ShouldBe(403);
        (await operators.GetSiteElsewhereAsync(new("wuhan-ai"))).Placements.ShouldBe(0);
    }

    [Fact]
    public void the_skew_of_a_clock_is_read_from_the_least_delayed_message_and_bounded_by_the_shortest_round_trip()
    {
        var (clocks, site) = (new SiteClocks(), new SiteId("s"));
        clocks.Of(site).ShouldBeNull();
        foreach (var (delay, trip) in new[] { (900, 1800.0), (20, 50.0), (4000, 9000.0) })
            clocks.Heard(site, Start.AddSeconds(30), Start.AddMilliseconds(delay), trip);
        var skewed = clocks.Of(site)!;
        (skewed.SkewMilliseconds, skewed.ErrorMilliseconds, skewed.Messages).ShouldBe((30_005, 25, 3));
        Math.Abs(skewed.SkewMilliseconds - 30_000).ShouldBeLessThanOrEqualTo(skewed.ErrorMilliseconds!.Value);
        for (var i = 0; i < 100; i++)
            clocks.Heard(site, Start, Start.AddMilliseconds(10));
        (clocks.Of(site)!.SkewMilliseconds, clocks.Of(site)!.ErrorMilliseconds).ShouldBe((-10, null), "a clock that was set right is believed within a window");
    }

    [Theory]
    [InlineData(0, 60, 60)]
    [InlineData(2, 60, 60)]
    [InlineData(7, 60, 65)]
    [InlineData(29, 90, 100)]
    public void the_margin_grows_by_the_minute_and_never_past_the_pool(int minutes, int foreign, int counted)
    {
        var pool = Pool.Create(new PoolDeclared(new SiteId("s"), TestSite.Pool("s.a", Architecture.Cpu, "cpu-core", 100), Start));
        var document = new SensingDocument("s", [new(pool.PoolId, foreign, null, null)], Start, Start);
        var sensed = SensedPool.Of(pool, null, document, new OrchestratorOptions(), Start.AddMinutes(minutes));
        sensed.Foreign.ShouldBe(counted);
        sensed.ForeignByHour(null)!.ShouldSatisfyAllConditions(h => h.Count.ShouldBe(24), h => h[0].ShouldBe(counted), h => h[5].ShouldBe(foreign));
        sensed.ForeignByHour([1, 2, 3]).ShouldBe([counted, counted, 3]);
    }

    private async Task<(TestSite Site, SiteAgentClient Agent, ComputeNetClient Tenant)> JoinAsync(string id, decimal yuan)
    {
        var site = await _host.SiteAsync(id);
        await site.DeclareAsync(TestSite.Pool($"{id}.cpu", Architecture.Cpu, "cpu-core", 100, yuan));
        return (site, _host.Client(await _host.TokenAsync($"agent-{id}", Roles.Site, site: id, scope: "site")).SiteAgent, _host.Client(await _host.TenantAsync()));
    }

    private static async Task<WorkloadId> SubmitAsync(ComputeNetClient tenant, int devices) => (await tenant.SubmitAsync(new SubmitWorkload
    {
        Name = "runs",
        Variants = [new Variant { Architecture = Architecture.Cpu, DevicesPerMember = devices, TimeLimitSeconds = 600, Command = ["true"] }],
    })).Id;
}
