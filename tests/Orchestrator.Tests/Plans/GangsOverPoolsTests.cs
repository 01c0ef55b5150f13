using ComputeNet.Checker;
using ComputeNet.Client;
using ComputeNet.Contracts.Plans;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Orchestrator.Tests.Hosting;
using ComputeNet.Orchestrator.Tests.Sites;

namespace ComputeNet.Orchestrator.Tests.Plans;

/// <summary>A gang over several pools of one site, from submit to the end, over HTTP.</summary>
public sealed class GangsOverPoolsTests(PostgresServer postgres) : IAsyncLifetime
{
    private readonly OrchestratorHost _host = new(postgres);

    public ValueTask InitializeAsync() => _host.InitializeAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private static SubmitWorkload Gang(int members, GangSpan? span = GangSpan.Site) => new()
    {
        Name = "gang",
        GangMembers = members,
        GangSpan = span,
        Variants = [new Variant { Architecture = Architecture.Ascend, DevicesPerMember = 2, ExpectedSeconds = 3600, TimeLimitSeconds = 7200, Command = ["train"] }],
    };

    private static PoolDeclaration Pool(string name, int devices, decimal yuan) =>
        TestSite.Pool($"hangzhou-ai.{name}", Architecture.Ascend, "huawei-ascend-910b", devices, yuan) with { JoinsGangs = true };

    private async Task<TestSite> SiteAsync(params PoolDeclaration[] pools)
    {
        var site = await _host.SiteAsync();
        await site.DeclareAsync(pools);
        return site;
    }

    private async Task<int[]> LeasedAsync(ComputeNetClient client) =>
        [.. (await client.GetSiteAsync(new("hangzhou-ai"))).Pools.OrderBy(p => p.Id.Value, StringComparer.Ordinal).Select(p => p.LeasedDevices)];

    [Fact]
    public async Task a_gang_larger_than_any_pool_runs_as_one_job_over_two_and_gives_both_back()
    {
        var (tenant, @operator) = (_host.Client(await _host.TenantAsync()), _host.Client(await _host.OperatorAsync()));
        var site = await SiteAsync(Pool("a", 8, 10), Pool("b", 8, 12));

        var accepted = await tenant.SubmitAsync(Gang(members: 6));
        var orders = await site.FirstOrdersAsync();
        var order = orders.Orders.ShouldHaveSingleItem();
        GangPart[] parts = [new(new("hangzhou-ai.a"), 4), new(new("hangzhou-ai.b"), 2)];
        (order.Pool.Value, order.GangMembers).ShouldBe(("hangzhou-ai.a", 6));
        order.Parts.ShouldBe(parts);
        (await LeasedAsync(@operator)).ShouldBe([8, 4]);
        await site.ReportAsync(orders.Version, [order.Job], TestSite.Sighting(order, JobState.Running));
        (await tenant.GetWorkloadAsync(accepted.Id)).Summary.ShouldSatisfyAllConditions(
            s => s.Phase.ShouldBe(WorkloadPhase.Running), s => s.Assignment!.Parts.ShouldBe(parts), s => s.Assignment!.Devices.ShouldBe(12));

        await site.ReportAsync(orders.Version, [order.Job], TestSite.Sighting(order, JobState.Succeeded));
        (await LeasedAsync(@operator)).ShouldBe([0, 0]);
        var view = await tenant.GetWorkloadAsync(accepted.Id);
        view.Summary.Outcome.ShouldBe(WorkloadOutcome.Succeeded);
        view.Timeline.Single(t => t.Kind == "workload_placed").Facts["pool"].ShouldBe("4 × hangzhou-ai.a + 2 × hangzhou-ai.b");

        var decision = await tenant.GetDecisionAsync(accepted.Id);
        decision.Candidates.Single(c => c.Verdict == CandidateVerdict.Chosen).Parts.ShouldBe(parts);
        decision.Candidates.Where(c => c.Parts is null).ShouldAllBe(c => c.RefusedBy!.Code == "gang-larger-than-pool");
        var plan = await @operator.GetPlanAsync(decision.Plan!.Value);
        plan.Replay.SamePlan.ShouldBeTrue(string.Join("; ", plan.Replay.Differences));
        plan.Placements.ShouldHaveSingleItem().Parts.ShouldBe(parts);
        PlanAudit.OfRecord((await @operator.GetPlanRecordAsync(decision.Plan!.Value)).GetRawText()).Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task cancelling_it_takes_the_order_away_and_frees_every_part_once_the_site_has_stopped_it()
    {
        var (tenant, @operator) = (_host.Client(await _host.TenantAsync()), _host.Client(await _host.OperatorAsync()));
        var site = await SiteAsync(Pool("a", 8, 10), Pool("b", 8, 12));
        var accepted = await tenant.SubmitAsync(Gang(members: 6));
        var orders = await site.FirstOrdersAsync();
        await site.ReportAsync(orders.Version, [orders.Orders[0].Job], TestSite.Sighting(orders.Orders[0], JobState.Running));

        await tenant.CancelAsync(accepted.Id);
        var without = await site.OrdersAsync();
        without.Orders.ShouldBeEmpty();
        await site.ReportAsync(without.Version, [orders.Orders[0].Job], TestSite.Sighting(orders.Orders[0], JobState.Stopped));

        (await tenant.GetWorkloadAsync(accepted.Id)).Summary.Outcome.ShouldBe(WorkloadOutcome.Cancelled);
        (await LeasedAsync(@operator)).ShouldBe([0, 0]);
    }

    [Fact]
    public async Task a_job_that_the_site_lost_frees_all_its_parts_and_is_tried_again_under_a_higher_token()
    {
        var tenant = _host.Client(await _host.TenantAsync());
        var site = await SiteAsync(Pool("a", 8, 10), Pool("b", 8, 12), Pool("c", 8, 14));
        await tenant.SubmitAsync(Gang(members: 6));
        var first = (await site.FirstOrdersAsync()).Orders[0];

        await site.ReportAsync((await site.OrdersAsync()).Version, []);
        var second = (await Waiting.ToSeeAsync(site.OrdersAsync, o => o.Orders.Any(x => x.Job != first.Job))).Orders.ShouldHaveSingleItem();

        second.Parts!.Select(p => p.Pool.Value).ShouldBe(["hangzhou-ai.b", "hangzhou-ai.c"], "the pool that had it first is avoided for a while");
        second.Token.ShouldBeGreaterThan(first.Token);
    }

    [Fact]
    public async Task what_asks_for_one_pool_or_finds_pools_that_do_not_join_waits_and_says_why()
    {
        var tenant = _host.Client(await _host.TenantAsync());
        await SiteAsync(Pool("a", 8, 10), Pool("b", 8, 12) with { JoinsGangs = null });

        foreach (var span in new GangSpan?[] { null, GangSpan.Pool, GangSpan.Site })
        {
            var preview = await Waiting.ToSeeAsync(() => tenant.PreviewAsync(Gang(6, span)), d => d.Candidates.Count > 0);
            preview.Candidates.ShouldAllBe(c => c.Parts == null && c.RefusedBy!.Code == "gang-larger-than-pool");
        }
    }
}
