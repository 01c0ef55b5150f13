using ComputeNet.Client;
using ComputeNet.Contracts.Plans;
using ComputeNet.Contracts.Policies;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Orchestrator.Tests.Hosting;
using ComputeNet.Orchestrator.Tests.Sites;
using Microsoft.Extensions.DependencyInjection;

namespace ComputeNet.Orchestrator.Tests.Plans;

/// <summary>What operators, sites and tenants set over HTTP reaches the brain, and comes back as a reason.</summary>
public sealed class HardRulesTests(PostgresServer postgres) : IAsyncLifetime
{
    private readonly OrchestratorHost _host = new(postgres);

    public ValueTask InitializeAsync() => _host.InitializeAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task a_tenant_with_a_quota_waits_for_its_own_work_and_sees_no_other_tenants_limits()
    {
        var (site, tenant, view) = await NetworkAsync(p => p with { Tenants = [new(new("demo"), DevicesAtOnce: 4), new(new("other"), BudgetYuan: 1)] });
        view.Tenants.Count.ShouldBe(2);
        (await tenant.GetPolicyAsync()).Tenants.Select(t => t.Tenant.Value).ShouldBe(["demo"]);

        await tenant.SubmitAsync(Job(devices: 4));
        await site.FirstOrdersAsync();
        var second = await tenant.SubmitAsync(Job(devices: 1, hours: 0.5));

        var waiting = await Waiting.ToSeeAsync(() => tenant.GetWorkloadAsync(second.Id), w => w.Summary.Forecast?.Why is not null);
        waiting.Summary.Forecast!.Why!.Code.ShouldBe("waiting-for-quota");
        waiting.Summary.Forecast.Why.Facts["quotaDevices"].ShouldBe("4");
    }

    [Fact]
    public async Task every_rule_that_the_network_sets_shows_in_the_candidate_table()
    {
        var now = _host.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        var (_, tenant, _) = await NetworkAsync(p => p with
        {
            Tenants = [new(new("demo"), BudgetYuan: 15)],
            Sites = [new(new("hangzhou-ai"), Trust: 0.8, OperatorCountry: "CN")],
        });

        async Task<string?> RefusalOf(PlacementWishes wishes, int devices = 1, double hours = 1) =>
            (await tenant.PreviewAsync(Job(devices, hours) with { Placement = wishes })).Candidates.SingleOrDefault(c => c.Pool.Value == "hangzhou-ai.npu")?.RefusedBy?.Code;

        // Previews are made against the latest round, which may have begun before the policy was set.
        await Waiting.ToSeeAsync(() => RefusalOf(new() { MinTrust = 0.9 }), code => code == "trust-below-floor");
        (await RefusalOf(new())).ShouldBeNull();
        (await RefusalOf(new() { MinIsolation = Isolation.Machine })).ShouldBe("isolation-too-weak");
        (await RefusalOf(new() { AllowedOperatorCountries = ["SG"] })).ShouldBe("operator-country-not-allowed");
        (await RefusalOf(new() { Data = [new(new("wuxi-nscc"), 10, DataBound.Region)] })).ShouldBe("data-would-leave");
        (await RefusalOf(new(), devices: 2)).ShouldBe("over-budget");
        (await RefusalOf(new() { EarliestStart = now.AddHours(2) }, hours: 0.5)).ShouldBe("maintenance-in-the-way", "the pool is closed from then on");
        var decision = await tenant.PreviewAsync(Job(1, 0.5) with { Placement = new() { Data = [new(new("wuxi-nscc"), 10)] } });
        var row = decision.Candidates.Single(c => c.Verdict == CandidateVerdict.Feasible);
        row.Figures!.EgressYuan.ShouldBe(5m, "10 GB at half a yuan within the country");
        row.Terms.Single(t => t.Objective == "egress").MicroYuan.ShouldBe(5_000_000);
        row.Terms.Single(t => t.Objective == "trust").MicroYuan.ShouldBe(1_000_000, "a fifth of ¥5 is not kept");
    }

    [Fact]
    public async Task rivals_do_not_share_a_site()
    {
        var (site, tenant, _) = await NetworkAsync(p => p);
        var first = await tenant.SubmitAsync(Job(devices: 1));
        await site.FirstOrdersAsync();

        var rival = await tenant.SubmitAsync(Job(devices: 1) with { Placement = new() { Apart = [first.Id] } });

        var waiting = await Waiting.ToSeeAsync(() => tenant.GetWorkloadAsync(rival.Id), w => w.Summary.Forecast?.Why is not null);
        waiting.Summary.Forecast!.Why!.Code.ShouldBe("must-stand-apart");
        waiting.Summary.Forecast.Why.Facts["other"].ShouldBe(first.Id.Value);
    }

    [Fact]
    public async Task odd_terms_are_refused_by_field()
    {
        var operators = _host.Client(await _host.OperatorAsync());
        var policy = await operators.GetPolicyAsync();
        var odd = Terms(policy) with
        {
            Prices = new ObjectivePrices { TrustWeight = -1, ExtraPoolYuan = -1 },
            Tenants = [new(new("demo"), DevicesAtOnce: -1)],
            Sites = [new(new("hangzhou-ai"), Trust: 2, OperatorCountry: "China", Maintenance: [new(policy.Version == 0 ? DateTimeOffset.UnixEpoch.AddYears(50) : default, DateTimeOffset.UnixEpoch.AddYears(40), "")])],
        };

        var refused = await Should.ThrowAsync<ApiRefusedException>(() => operators.SetPolicyAsync(odd, policy.Version));

        refused.Problem.Errors!.Keys.ShouldBe(
            ["prices.trustWeight", "prices.extraPoolYuan", "tenants[0].devicesAtOnce", "sites[0].trust", "sites[0].operatorCountry", "sites[0].maintenance[0].to", "sites[0].maintenance[0].reason"], ignoreOrder: true);
    }

    private async Task<(TestSite Site, ComputeNetClient Tenant, PolicyView View)> NetworkAsync(Func<SetPolicy, SetPolicy> set)
    {
        var now = _host.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        var site = await _host.SiteAsync();
        await site.DeclareAsync(TestSite.Pool("hangzhou-ai.npu", Architecture.Ascend, "huawei-ascend-910b", 8) with
        {
            Isolation = Isolation.Container,
            Maintenance = [new MaintenanceWindow(now.AddHours(2), now.AddDays(20), "new cooling")],
        });
        var operators = _host.Client(await _host.OperatorAsync());
        var policy = await operators.GetPolicyAsync();
        var view = await operators.SetPolicyAsync(set(Terms(policy)), policy.Version);
        return (site, _host.Client(await _host.TenantAsync()), view);
    }

    private static SetPolicy Terms(PolicyView view) => new(
        view.PriceWeight, view.LatencyWeight, view.CarbonWeight, view.CarbonYuanPerTonne, view.LatencyYuanPerMillisecondHour, view.WaitingYuanPerHour, view.HorizonHours, view.SlotMinutes);

    private static SubmitWorkload Job(int devices, double hours = 1) => new()
    {
        Name = "job",
        Variants = [new() { Architecture = Architecture.Ascend, DevicesPerMember = devices, ExpectedSeconds = (long)(hours * 3600), TimeLimitSeconds = (long)(hours * 3600), Command = ["train"] }],
    };
}
