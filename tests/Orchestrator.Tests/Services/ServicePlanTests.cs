using ComputeNet.Client;
using ComputeNet.Contracts.Services;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Orchestrator.Tests.Hosting;
using ComputeNet.Orchestrator.Tests.Sites;

namespace ComputeNet.Orchestrator.Tests.Services;

/// <summary>What a service would take, asked through the API: two sites near Shanghai, the second a little dearer, and a region that no site can reach in time.</summary>
public sealed class ServicePlanTests(PostgresServer postgres) : IAsyncLifetime
{
    private static readonly PlaceId Shanghai = new("shanghai");
    private readonly OrchestratorHost _host = new(postgres);

    public ValueTask InitializeAsync() => _host.InitializeAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task replicas_follow_the_demand_curve_to_the_cheapest_site_and_then_to_the_next()
    {
        var tenant = await NetworkAsync();
        // A replica is two devices and serves 10 a second; the cheap site has room for four of them.
        var plan = await tenant.PlanServiceAsync(Service([5, 35, 55]));

        plan.Hours.Count.ShouldBe(3);
        plan.Hours.Select(h => h.Replicas.ToDictionary(r => r.Site.Value, r => r.Replicas)).ShouldBe(
            [new() { ["hangzhou-ai"] = 1 }, new() { ["hangzhou-ai"] = 4 }, new() { ["hangzhou-ai"] = 4, ["wuxi-nscc"] = 2 }]);
        plan.Hours.Select(h => h.ComputeYuan).ShouldBe([20, 80, 80 + 2 * 24]);
        plan.ComputeYuan.ShouldBe(228);
        plan.Hours[2].Served.Sum(s => s.RequestsPerSecond).ShouldBe(55);
        plan.Hours.SelectMany(h => h.Served).ShouldAllBe(s => s.Place == Shanghai && s.Milliseconds <= 60);
        plan.Hours.SelectMany(h => h.Unserved).ShouldBeEmpty();
        plan.CarbonGrams.ShouldBeGreaterThan(0);
        plan.BoundYuan.ShouldBeLessThanOrEqualTo(plan.JointYuan);
        plan.Gap.ShouldBeInRange(0, 0.5);
    }

    [Fact]
    public async Task who_cannot_be_served_is_named_with_the_reason()
    {
        var tenant = await NetworkAsync();
        var far = await FarFromHangzhouAsync(tenant);
        var plan = await tenant.PlanServiceAsync(Service([5], far) with { Regions = [new(Shanghai, [500]), new(far, [3])] });

        var unserved = plan.Hours.ShouldHaveSingleItem().Unserved.ToDictionary(u => u.Place);
        (unserved[far].RequestsPerSecond, unserved[far].Why.Code).ShouldBe((3, "latency-over-limit"));
        unserved[Shanghai].Why.Code.ShouldBe("service-capacity-short");
        unserved[Shanghai].RequestsPerSecond.ShouldBe(500 - 8 * 10);

        var cheap = await tenant.PlanServiceAsync(Service([5]) with { UnservedYuanPerThousand = 0.001m });
        cheap.Hours[0].Unserved.ShouldHaveSingleItem().Why.Code.ShouldBe("service-not-worth-its-cost");
        var nowhere = await tenant.PlanServiceAsync(Service([5]) with { Variants = [Replica("huawei-ascend-910")] });
        nowhere.RefusedPools.Select(r => r.Why.Code).ShouldBe(["throughput-unknown", "throughput-unknown"]);
        nowhere.Hours[0].Unserved.ShouldHaveSingleItem().Why.Code.ShouldBe("service-has-no-pool");
    }

    [Fact]
    public async Task what_runs_already_leaves_less_room()
    {
        var tenant = await NetworkAsync();
        await tenant.SubmitAsync(new SubmitWorkload
        {
            Name = "holds six",
            Variants = [new() { Architecture = Architecture.Ascend, DevicesPerMember = 6, ExpectedSeconds = 3 * 3600, TimeLimitSeconds = 3 * 3600, Command = ["train"] }],
            Placement = new() { AllowedSites = [new("hangzhou-ai")] },
        });

        var plan = await Waiting.ToSeeAsync(() => tenant.PlanServiceAsync(Service([35])), p => p.Hours[0].Replicas.Count == 2);

        plan.Hours[0].Replicas.ToDictionary(r => r.Site.Value, r => r.Replicas).ShouldBe(new() { ["hangzhou-ai"] = 1, ["wuxi-nscc"] = 3 });
    }

    [Fact]
    public async Task odd_requests_are_refused_by_field()
    {
        var tenant = _host.Client(await _host.TenantAsync());
        var odd = new PlanService
        {
            Variants = [new ReplicaVariant(Architecture.Cuda, 0, [new(new("nvidia-l4"), 1, Basis.Measured), new(new("nvidia-l4"), 0, Basis.Unknown)])],
            Regions = [new(Shanghai, [-1]), new(Shanghai, [])],
            MaxLatencyMilliseconds = 0,
            UnservedYuanPerThousand = -1,
            Hours = 49,
            Placement = new() { ClientPlace = Shanghai, Data = [new(new("wuxi-nscc"), 1)] },
        };

        var refused = await Should.ThrowAsync<ApiRefusedException>(() => tenant.PlanServiceAsync(odd));

        refused.Problem.Errors!.Keys.ShouldBe(
            ["variants[0].devices", "variants[0].rates", "variants[0].rates[1].requestsPerSecond", "variants[0].rates[1].basis", "regions", "regions[0].requestsPerSecond[0]", "regions[1].requestsPerSecond",
                "maxLatencyMilliseconds", "unservedYuanPerThousand", "hours", "placement.clientPlace", "placement.data"], ignoreOrder: true);
    }

    private async Task<ComputeNetClient> NetworkAsync()
    {
        foreach (var (id, yuan) in new[] { ("hangzhou-ai", 10m), ("wuxi-nscc", 12m) })
        {
            var site = await _host.SiteAsync(id);
            await site.DeclareAsync(TestSite.Pool($"{id}.npu", Architecture.Ascend, "huawei-ascend-910b", 8, yuan));
        }
        var tenant = _host.Client(await _host.TenantAsync());
        // Plans are made against the latest round, which may have begun before the sites came.
        await Waiting.UntilAsync(async () => (await tenant.PlanServiceAsync(Service([1]) with { Variants = [Replica("huawei-ascend-910")] })).RefusedPools.Count == 2);
        return tenant;
    }

    private static async Task<PlaceId> FarFromHangzhouAsync(ComputeNetClient tenant)
    {
        foreach (var place in await tenant.ListPlacesAsync())
        {
            var known = (await tenant.ListLatenciesAsync(place.Id)).Where(l => l.Site.Value is "hangzhou-ai" or "wuxi-nscc").ToList();
            if (known.Count == 2 && known.All(l => l.Milliseconds.Value > 100))
                return place.Id;
        }
        throw new InvalidOperationException("The catalogue has no place far from Hangzhou.");
    }

    private static PlanService Service(double[] curve, PlaceId? also = null) => new()
    {
        Variants = [Replica("huawei-ascend-910b")],
        Regions = [new(also ?? Shanghai, curve)],
        MaxLatencyMilliseconds = 60,
        UnservedYuanPerThousand = 1000,
        Hours = curve.Length,
    };

    private static ReplicaVariant Replica(string model) => new(Architecture.Ascend, 2, [new(new(model), 10, Basis.Measured)]);
}
