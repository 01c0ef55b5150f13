using ComputeNet.Client;
using ComputeNet.Contracts.Plans;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Orchestrator.Tests.Hosting;
using ComputeNet.Orchestrator.Tests.Sites;

namespace ComputeNet.Orchestrator.Tests.Plans;

/// <summary>A site tells its machines; workloads get devices on them by name, down to a share, and whoever finds none is told why.</summary>
public sealed class NodesTests(PostgresServer postgres) : IAsyncLifetime
{
    private readonly OrchestratorHost _host = new(postgres);

    public ValueTask InitializeAsync() => _host.InitializeAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task two_halves_share_a_device_and_the_third_waits_for_one()
    {
        var (site, tenant) = await NetworkAsync(Pool(1, new DeviceSharing(DeviceIsolation.SoftwareShared), new SiteNode("gpu-1", 1, 32_000, 65_536)));
        var halves = new[] { await tenant.SubmitAsync(Half()), await tenant.SubmitAsync(Half()) };

        var orders = await Waiting.ToSeeAsync(site.OrdersAsync, o => o.Orders.Count == 2);
        orders.Orders.ShouldAllBe(o => o.Seats!.Single() == new MemberSeat("gpu-1", new[] { 0 }, 500, 0, 8192, 4000, 0), "half of a T4 has half its memory");

        var third = await tenant.SubmitAsync(Half());
        var waiting = await Waiting.ToSeeAsync(() => tenant.GetWorkloadAsync(third.Id), w => w.Summary.Forecast?.Why is not null);
        waiting.Summary.Forecast!.Why!.Code.ShouldBe("waiting-for-capacity");
        waiting.Summary.Forecast.Why.Facts.ShouldSatisfyAllConditions(f => f["needDevices"].ShouldBe("0.5"), f => f["freeDevices"].ShouldBe("0"));

        var assignment = (await tenant.GetWorkloadAsync(halves[0].Id)).Summary.Assignment.ShouldNotBeNull();
        assignment.Seats.ShouldHaveSingleItem().Node.ShouldBe("gpu-1");
        assignment.Figures.PriceYuan.ShouldBe(5m, "half a device for an hour at ¥10");
        var chosen = (await tenant.GetDecisionAsync(halves[0].Id)).Candidates.Single(c => c.Verdict == CandidateVerdict.Chosen);
        chosen.Seats.ShouldBe(assignment.Seats);
        var view = await tenant.GetPoolAsync(new("hangzhou-ai.gpu"));
        (view.Devices, view.LeasedDevices).ShouldBe((1, 1));
    }

    [Fact]
    public async Task a_finished_half_makes_room_on_its_device_for_the_next()
    {
        var (site, tenant) = await NetworkAsync(Pool(1, new DeviceSharing(DeviceIsolation.HardwarePartition, [142, 571]), new SiteNode("gpu-1", 1, 32_000, 65_536)));
        await tenant.SubmitAsync(Half());
        var first = (await site.FirstOrdersAsync()).Orders.Single();
        first.Seats!.Single().ShouldSatisfyAllConditions(s => s.MilliPerDevice.ShouldBe(571, "hardware cuts sevenths"), s => s.RoundedUpBy.ShouldBe(71));
        var second = await tenant.SubmitAsync(Half());
        await Waiting.ToSeeAsync(() => tenant.GetWorkloadAsync(second.Id), w => w.Summary.Forecast?.Why is { Code: "waiting-for-capacity" });

        await site.ReportAsync(0, [first.Job], TestSite.Sighting(first, JobState.Succeeded));

        var orders = await Waiting.ToSeeAsync(site.OrdersAsync, o => o.Orders.Any(x => x.Workload == second.Id));
        orders.Orders.Single().Seats!.Single().Devices.ShouldBe([0]);
    }

    [Fact]
    public async Task what_no_machine_holds_together_waits_although_the_count_would_do()
    {
        var (site, tenant) = await NetworkAsync(Pool(4, null, new SiteNode("gpu-1", 2, 32_000, 65_536), new SiteNode("gpu-2", 2, 8_000, 65_536)));
        await tenant.SubmitAsync(Job(2) with { Variants = [Job(2).Variants[0] with { MilliCoresPerMember = 20_000 }] });
        await site.FirstOrdersAsync();

        var greedy = await tenant.SubmitAsync(Job(1) with { Variants = [Job(1).Variants[0] with { MilliCoresPerMember = 20_000 }] });
        var waiting = await Waiting.ToSeeAsync(() => tenant.GetWorkloadAsync(greedy.Id), w => w.Summary.Forecast?.Why is not null);
        waiting.Summary.Forecast!.Why!.ShouldSatisfyAllConditions(
            w => w.Code.ShouldBe("no-node-with-cores"), w => w.Facts["needMilliCores"].ShouldBe("20000"), w => w.Facts["mostMilliCores"].ShouldBe("12000"), w => w.Facts["lackingNodes"].ShouldBe("2"));
        waiting.Summary.Forecast.Start.ShouldNotBeNull("it gets them when the first has ended");

        var plan = await _host.Client(await _host.OperatorAsync()).GetPlanAsync(waiting.Summary.Forecast.Plan!.Value);
        plan.Replay.ShouldSatisfyAllConditions(r => r.Differences.ShouldBeEmpty(), r => r.SamePlan.ShouldBeTrue());
        plan.Fragmentation.ShouldNotBeNull().ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            f => f.Nodes.ShouldBe(2), f => f.MilliLeft.ShouldBe(2000), f => f.MilliUnusable.ShouldBe(2000, "no node has the processors that the only request asks for"));

        var large = await tenant.PreviewAsync(Job(3));
        large.Candidates.Single(c => c.Pool.Value == "hangzhou-ai.gpu").RefusedBy!.Code.ShouldBe("member-larger-than-node");
    }

    [Fact]
    public async Task best_effort_work_gives_way_to_a_promise_and_waits_again()
    {
        var (site, tenant) = await NetworkAsync(Pool(1, new DeviceSharing(DeviceIsolation.SoftwareShared), new SiteNode("gpu-1", 1, 32_000, 65_536)));
        var loose = await tenant.SubmitAsync(Half() with { Variants = [Half().Variants[0] with { Class = ServiceClass.BestEffort }] });
        var held = (await site.FirstOrdersAsync()).Orders.Single();

        var firm = await tenant.SubmitAsync(Job(1));

        var stopping = await Waiting.ToSeeAsync(site.OrdersAsync, o => o.Orders.Count == 0);
        await site.ReportAsync(stopping.Version, [held.Job], TestSite.Sighting(held, JobState.Stopped));
        var orders = await Waiting.ToSeeAsync(site.OrdersAsync, o => o.Orders.Count > 0);
        orders.Orders.ShouldHaveSingleItem().ShouldSatisfyAllConditions(o => o.Workload.ShouldBe(firm.Id), o => o.Seats!.Single().MilliPerDevice.ShouldBe(1000));
        var waits = await Waiting.ToSeeAsync(() => tenant.GetWorkloadAsync(loose.Id), w => w.Timeline.Any(e => e.Kind == "workload_evicted"));
        waits.Summary.Phase.ShouldBe(WorkloadPhase.Pending);
        waits.Timeline.Single(e => e.Kind == "workload_evicted").Facts["why"].ShouldBe("gave-way");
    }

    [Fact]
    public async Task nodes_that_contradict_their_pool_and_shares_that_cannot_be_are_refused_by_field()
    {
        var site = await _host.SiteAsync();
        var odd = Pool(4, new DeviceSharing(DeviceIsolation.HardwarePartition), new SiteNode("gpu-1", 2, -1, 65_536) { Islands = [0] }, new SiteNode("gpu-1", 1, 0, 0));
        (await Should.ThrowAsync<ApiRefusedException>(() => site.DeclareAsync(odd))).Problem.Errors!.Keys.ShouldBe(
            ["pools[0].nodes", "pools[0].nodes[0].milliCores", "pools[0].nodes[0].islands", "pools[0].sharing.templates"], ignoreOrder: true);

        var tenant = _host.Client(await _host.TenantAsync());
        var cores = Half() with { Variants = [Half().Variants[0] with { Architecture = Architecture.Cpu, MilliPerDevice = 1001 }] };
        (await Should.ThrowAsync<ApiRefusedException>(() => tenant.SubmitAsync(cores))).Problem.Errors!.Keys.ShouldBe(["variants[0].milliPerDevice", "variants[0].milliCoresPerMember"], ignoreOrder: true);
    }

    private static PoolDeclaration Pool(int devices, DeviceSharing? sharing, params SiteNode[] nodes) =>
        TestSite.Pool("hangzhou-ai.gpu", Architecture.Cuda, "nvidia-t4", devices) with { Nodes = nodes, Sharing = sharing };

    private async Task<(TestSite Site, ComputeNetClient Tenant)> NetworkAsync(PoolDeclaration pool)
    {
        var site = await _host.SiteAsync();
        await site.DeclareAsync(pool);
        return (site, _host.Client(await _host.TenantAsync()));
    }

    private static SubmitWorkload Job(int devices) => new()
    {
        Name = "job",
        Variants = [new() { Architecture = Architecture.Cuda, DevicesPerMember = devices, ExpectedSeconds = 3600, TimeLimitSeconds = 3600, Command = ["train"] }],
    };

    private static SubmitWorkload Half() => Job(1) with { Name = "half", Variants = [Job(1).Variants[0] with { MilliPerDevice = 500, MilliCoresPerMember = 4000 }] };
}
