using ComputeNet.Checker;
using ComputeNet.Client;
using ComputeNet.Contracts.Plans;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Orchestrator.Tests.Hosting;
using ComputeNet.Orchestrator.Tests.Sites;

namespace ComputeNet.Orchestrator.Tests.Plans;

/// <summary>A workload's whole way, as a tenant, an operator and a site see it over HTTP.</summary>
public sealed class WalkTests(PostgresServer postgres) : IAsyncLifetime
{
    private readonly OrchestratorHost _host = new(postgres);

    // A host per test and not per class: each test has the network to itself.
    public ValueTask InitializeAsync() => _host.InitializeAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private static SubmitWorkload Gang(string name = "gang", int members = 2) => new()
    {
        Name = name,
        GangMembers = members,
        Variants =
        [
            new Variant { Architecture = Architecture.Cuda, DevicesPerMember = 4, ExpectedSeconds = 3600, TimeLimitSeconds = 7200, Command = ["train"] },
            new Variant { Architecture = Architecture.Ascend, DevicesPerMember = 4, ExpectedSeconds = 3600, TimeLimitSeconds = 7200, Command = ["train"] },
        ],
    };

    private async Task<TestSite> SiteAsync(string id, params PoolDeclaration[] pools)
    {
        var site = await _host.SiteAsync(id);
        await site.DeclareAsync(pools);
        return site;
    }

    private static PoolDeclaration Ascend(int devices = 8) => TestSite.Pool("hangzhou-ai.npu", Architecture.Ascend, "huawei-ascend-910b", devices);

    private Task<WorkloadView> ReachesAsync(ComputeNetClient client, WorkloadId id, WorkloadPhase phase) =>
        Waiting.ToSeeAsync(() => client.GetWorkloadAsync(id), w => w.Summary.Phase == phase);

    [Fact]
    public async Task a_pool_that_is_cheaper_at_another_hour_says_so_in_the_candidates()
    {
        var now = TimeProvider.System.GetUtcNow();
        var factors = new DayFactors([.. Enumerable.Range(0, DayFactors.Hours).Select(h => h == now.UtcDateTime.Hour || h == (now.UtcDateTime.Hour + 1) % DayFactors.Hours ? 1 : 0.01)]);
        await SiteAsync("hangzhou-ai", Ascend() with { PriceFactorByUtcHour = factors });

        var tenant = _host.Client(await _host.TenantAsync());
        // A preview is made against the last round's picture, which may be from before the site declared.
        var preview = await Waiting.ToSeeAsync(() => tenant.PreviewAsync(Gang()), d => d.Candidates.Any(c => c.Pool.Value == "hangzhou-ai.npu"));
        var candidate = preview.Candidates.First(c => c.Pool.Value == "hangzhou-ai.npu");
        candidate.Start.ShouldNotBeNull().ShouldBeGreaterThan(now.AddMinutes(30));
        candidate.Figures.ShouldNotBeNull().PriceYuan.ShouldNotBeNull().ShouldBeLessThan(80m);
    }

    [Fact]
    public async Task a_two_variant_gang_travels_from_submit_to_finished_and_its_decision_replays()
    {
        var tenant = _host.Client(await _host.TenantAsync());
        var site = await SiteAsync("hangzhou-ai", Ascend());

        var accepted = await tenant.SubmitAsync(Gang());
        var orders = await site.FirstOrdersAsync();
        var order = orders.Orders.ShouldHaveSingleItem();
        order.Variant.Architecture.ShouldBe(Architecture.Ascend);
        order.GangMembers.ShouldBe(2);
        await site.ReportAsync(orders.Version, [order.Job], TestSite.Sighting(order, JobState.Running));
        (await tenant.GetWorkloadAsync(accepted.Id)).Summary.Phase.ShouldBe(WorkloadPhase.Running);
        var receipt = await site.ReportAsync(orders.Version, [order.Job], TestSite.Sighting(order, JobState.Succeeded, "done"));

        receipt.Recorded.ShouldContain(order.Job);
        var view = await tenant.GetWorkloadAsync(accepted.Id);
        view.Summary.Outcome.ShouldBe(WorkloadOutcome.Succeeded);
        view.LogTail.ShouldBe("done");
        view.Timeline.Select(t => t.Kind).ShouldBe(["workload_submitted", "workload_placed", "workload_started", "workload_finished"]);
        var decision = await tenant.GetDecisionAsync(accepted.Id);
        decision.Candidates.Single(c => c.Verdict == CandidateVerdict.Chosen).Pool.Value.ShouldBe("hangzhou-ai.npu");
        var plan = await _host.Client(await _host.OperatorAsync()).GetPlanAsync(decision.Plan!.Value);
        plan.Replay.SamePlan.ShouldBeTrue(string.Join("; ", plan.Replay.Differences));
        plan.Problem.GetProperty("demands").GetArrayLength().ShouldBe(1);
        var record = await _host.Client(await _host.OperatorAsync()).GetPlanRecordAsync(decision.Plan!.Value);
        PlanAudit.OfRecord(record.GetRawText()).Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task a_workload_that_no_pool_fits_learns_what_would_place_it_and_what_there_is_to_choose()
    {
        var tenant = _host.Client(await _host.TenantAsync());
        await SiteAsync("hangzhou-ai", Ascend());
        var abroad = Gang() with { Placement = new PlacementWishes { AllowedCountries = ["FR"] } };

        var accepted = await tenant.SubmitAsync(abroad);
        await Waiting.UntilAsync(async () => (await tenant.GetWorkloadAsync(accepted.Id)).Summary.Forecast?.Plan is not null);
        var answer = await tenant.GetCounterfactualsAsync(accepted.Id);

        answer.Plan.ShouldNotBeNull();
        var allowed = answer.Items.ShouldHaveSingleItem();
        (allowed.Relaxation, allowed.Facts["country"], allowed.Places, allowed.Site.Value).ShouldBe(("allow-country", "CN", true, "hangzhou-ai"));
        (await tenant.GetFrontierAsync(abroad)).Points.ShouldBeEmpty();
        (await tenant.GetFrontierAsync(Gang())).Points.ShouldAllBe(p => p.Site == new SiteId("hangzhou-ai"));
        (await tenant.GetFrontierAsync(Gang())).Points.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task a_repeated_terminal_sighting_is_recorded_once_and_receipted_again()
    {
        var tenant = _host.Client(await _host.TenantAsync());
        var site = await SiteAsync("hangzhou-ai", Ascend());
        var accepted = await tenant.SubmitAsync(Gang());
        var orders = await site.FirstOrdersAsync();
        var failed = TestSite.Sighting(orders.Orders[0], JobState.Failed);

        await site.ReportAsync(orders.Version, [failed.Job], failed);
        var again = await site.ReportAsync(orders.Version, [failed.Job], failed, failed with { State = JobState.Succeeded });

        again.Recorded.ShouldContain(failed.Job);
        var view = await tenant.GetWorkloadAsync(accepted.Id);
        view.Timeline.Count(t => t.Kind == "workload_finished").ShouldBe(1);
        view.Summary.Outcome.ShouldBe(WorkloadOutcome.Failed);
    }

    [Fact]
    public async Task a_job_that_the_site_lost_is_tried_again_and_its_old_sightings_count_no_more()
    {
        var tenant = _host.Client(await _host.TenantAsync());
        var site = await SiteAsync("hangzhou-ai", Ascend(), TestSite.Pool("hangzhou-ai.spare", Architecture.Cuda, "nvidia-h100-sxm5", 8, yuan: 99));
        var accepted = await tenant.SubmitAsync(Gang());
        var first = (await site.FirstOrdersAsync()).Orders[0];

        var current = await site.OrdersAsync();
        await site.ReportAsync(current.Version, []);
        var second = await Waiting.ToSeeAsync(site.OrdersAsync, o => o.Orders.Any(x => x.Job != first.Job));
        var receipt = await site.ReportAsync(second.Version, [first.Job, second.Orders[0].Job], TestSite.Sighting(first, JobState.Succeeded));

        second.Orders[0].Pool.Value.ShouldBe("hangzhou-ai.spare", "the pool that lost it is avoided for a while");
        receipt.Recorded.ShouldContain(first.Job);
        (await tenant.GetWorkloadAsync(accepted.Id)).Summary.Phase.ShouldNotBe(WorkloadPhase.Finished);
    }

    [Fact]
    public async Task a_full_pool_makes_the_rest_wait_and_says_why()
    {
        var tenant = _host.Client(await _host.TenantAsync());
        await SiteAsync("hangzhou-ai", Ascend());
        await tenant.SubmitAsync(Gang("first"));
        var second = await tenant.SubmitAsync(Gang("second"));

        var waiting = await Waiting.ToSeeAsync(() => tenant.GetWorkloadAsync(second.Id), w => w.Summary.Forecast?.Plan is not null);

        waiting.Summary.Phase.ShouldBe(WorkloadPhase.Pending);
        waiting.Summary.Forecast!.Why.ShouldNotBeNull();
        waiting.Summary.Forecast.Start.ShouldNotBeNull().ShouldBeGreaterThan(DateTimeOffset.UtcNow.AddMinutes(30));
    }

    [Fact]
    public async Task cancelling_a_running_workload_withdraws_the_order_and_ends_when_the_site_has_stopped_it()
    {
        var tenant = _host.Client(await _host.TenantAsync());
        var site = await SiteAsync("hangzhou-ai", Ascend());
        var accepted = await tenant.SubmitAsync(Gang());
        var orders = await site.FirstOrdersAsync();
        await site.ReportAsync(orders.Version, [orders.Orders[0].Job], TestSite.Sighting(orders.Orders[0], JobState.Running));

        await tenant.CancelAsync(accepted.Id);
        var without = await site.OrdersAsync();
        without.Orders.ShouldBeEmpty();
        (await tenant.GetWorkloadAsync(accepted.Id)).Summary.Phase.ShouldBe(WorkloadPhase.Running);
        await site.ReportAsync(without.Version, [orders.Orders[0].Job], TestSite.Sighting(orders.Orders[0], JobState.Stopped));

        (await tenant.GetWorkloadAsync(accepted.Id)).Summary.Outcome.ShouldBe(WorkloadOutcome.Cancelled);
    }

    [Fact]
    public async Task a_suspended_site_loses_its_work_to_another_and_gets_no_new_one()
    {
        var tenant = _host.Client(await _host.TenantAsync());
        var site = await SiteAsync("hangzhou-ai", Ascend());
        var accepted = await tenant.SubmitAsync(Gang());
        var orders = await site.FirstOrdersAsync();

        await _host.Client(await _host.OperatorAsync()).SetAcceptanceAsync(site.Id, new SetAcceptance(SiteAcceptance.Suspended, "test"));
        var stop = await site.OrdersAsync();
        stop.Orders.ShouldBeEmpty();
        await site.ReportAsync(stop.Version, [], TestSite.Sighting(orders.Orders[0], JobState.Stopped));

        var waiting = await ReachesAsync(tenant, accepted.Id, WorkloadPhase.Pending);
        waiting.Timeline.ShouldContain(t => t.Kind == "workload_evicted");
        var decision = await Waiting.ToSeeAsync(() => tenant.GetDecisionAsync(accepted.Id), d => d.Candidates.Any(c => c.RefusedBy?.Code == "site-suspended"));
        decision.Candidates.ShouldNotContain(c => c.Verdict == CandidateVerdict.Chosen);
    }
}
