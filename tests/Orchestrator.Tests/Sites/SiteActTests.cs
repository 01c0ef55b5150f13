using System.Text.Json;
using ComputeNet.Client;
using ComputeNet.Contracts;
using ComputeNet.Contracts.Audit;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Orchestrator.Tests.Hosting;
using ComputeNet.Service.Tenants;
using Microsoft.Extensions.DependencyInjection;

namespace ComputeNet.Orchestrator.Tests.Sites;

/// <summary>What operators do to sites: told beforehand exactly, done to no more than that, on record.</summary>
public sealed class SiteActTests(OrchestratorHost host) : IClassFixture<OrchestratorHost>
{
    [Theory]
    [InlineData(SiteActKind.Drain, LeaseFate.GoesOn, "hangzhou-ai")]
    [InlineData(SiteActKind.Suspend, LeaseFate.IsMoved, "wuhan-ai")]
    [InlineData(SiteActKind.Cap, LeaseFate.GoesOn, "tianjin-ai")]
    [InlineData(SiteActKind.Rekey, LeaseFate.GoesOn, "harbin-ai")]
    [InlineData(SiteActKind.Remove, LeaseFate.IsMoved, "shenyang-ai")]
    public async Task a_preview_stores_nothing_and_says_exactly_what_the_act_does(SiteActKind kind, LeaseFate fate, string name)
    {
        var (site, order) = await RunningAsync(name);
        var operators = await OperatorAsync();
        var act = new SiteAct(kind, "as agreed") { Caps = kind == SiteActKind.Cap ? [new(new($"{name}.npu"), 3)] : null };
        var before = await host.CommandsOnRecordAsync();

        var preview = await operators.PreviewActAsync(site.Id, act);

        (await host.CommandsOnRecordAsync()).ShouldBe(before);
        await site.OrdersAsync();
        var done = await operators.ActAsync(site.Id, act);
        Comparable(done).ShouldBe(Comparable(preview));
        preview.Changes.ShouldBeTrue();
        preview.Leases.Single().ShouldSatisfyAllConditions(l => l.Job.ShouldBe(order.Job), l => l.Fate.ShouldBe(fate));
        preview.Pools.Single().Pool.Value.ShouldBe($"{name}.npu");
        (preview.CredentialsEnded > 0).ShouldBe(kind is SiteActKind.Rekey or SiteActKind.Remove);
        (done.Enrolment is not null).ShouldBe(kind == SiteActKind.Rekey);
    }

    [Fact]
    public async Task a_suspended_sites_work_is_moved_for_that_reason()
    {
        var (site, order) = await RunningAsync("nanjing-ic");
        (await (await OperatorAsync()).ActAsync(site.Id, new SiteAct(SiteActKind.Suspend))).Leases.Single().Code.ShouldBe("site-suspended");
        var orders = await site.OrdersAsync();
        orders.Orders.ShouldBeEmpty();
        await site.ReportAsync(orders.Version, [order.Job], TestSite.Sighting(order, JobState.Stopped));
        await EvictedAsync(order, "site-suspended");
    }

    [Fact]
    public async Task the_network_never_holds_more_than_the_cap_and_what_runs_goes_on()
    {
        var (site, order) = await RunningAsync("hebei-ai");
        var (operators, pool) = (await OperatorAsync(), new PoolId("hebei-ai.npu"));
        await operators.ActAsync(site.Id, new SiteAct(SiteActKind.Cap) { Caps = [new(pool, 1)] });
        (await host.Client(await host.OperatorAsync()).GetPoolAsync(pool)).MostDevices.ShouldBe(1);
        var waiting = await SubmitAsync("hebei-ai");
        var tenant = await Tenant();
        var decision = await Waiting.ToSeeAsync(() => tenant.GetDecisionAsync(waiting), d => d.WhyPending is not null);
        decision.WhyPending!.Code.ShouldBe("waiting-for-capacity");
        (await site.OrdersAsync()).Orders.Select(o => o.Job).ShouldBe([order.Job], "what runs goes on, and nothing comes beside it");

        await operators.ActAsync(site.Id, new SiteAct(SiteActKind.Cap) { Caps = [new(pool, null)] });
        await Waiting.ToSeeAsync(site.OrdersAsync, o => o.Orders.Count == 2);
        await operators.ActAsync(site.Id, new SiteAct(SiteActKind.Cap) { Caps = [new(new("hebei-ai.none"), 1)] }).ShouldBeRefused(404, "pool-unknown");
    }

    [Fact]
    public async Task re_keying_ends_every_credential_at_once_and_leaves_the_people_and_the_work_alone()
    {
        var (site, _) = await RunningAsync("chengdu-ic");
        var operators = await OperatorAsync();
        var person = await host.TokenAsync("chengdu-person", Roles.SiteOperator, site: "chengdu-ic", isSession: true);
        var done = await operators.ActAsync(site.Id, new SiteAct(SiteActKind.Rekey, "laptop lost"));
        await site.OrdersAsync().ShouldBeRefused(401, "token-refused");
        (await host.Client(person).GetSiteAsync(site.Id)).Pools.Single().Leases.Count.ShouldBe(1, "its people still see what runs");

        var secret = AccessToken.NewSecret();
        await host.Client(null).SiteAgent.EnrolAsync(new(done.Enrolment!.Token, AccessToken.HashOf(secret)));
        (await new TestSite(host.Client(secret), "chengdu-ic").OrdersAsync()).Orders.Count.ShouldBe(1, "what ran goes on under the new credential");
    }

    [Fact]
    public async Task a_removed_site_stops_first_then_is_gone_and_may_join_again()
    {
        var (site, order) = await RunningAsync("zhongyuan-ai");
        var operators = await OperatorAsync();
        await operators.ActAsync(site.Id, new SiteAct(SiteActKind.Remove, "contract over"));
        (await operators.GetMembershipAsync(site.Id)).State.ShouldBe(SiteMembershipState.Leaving);
        await operators.ActAsync(site.Id, new SiteAct(SiteActKind.Drain)).ShouldBeRefused(409, "site-leaving");

        var orders = await site.OrdersAsync();
        orders.Orders.ShouldBeEmpty("it hears that its job should stop");
        await site.ReportAsync(orders.Version, [order.Job], TestSite.Sighting(order, JobState.Stopped));
        await EvictedAsync(order, "site-removed");
        await Waiting.ToSeeAsync(() => operators.GetMembershipAsync(site.Id), m => m.State == SiteMembershipState.Removed);
        await site.OrdersAsync().ShouldBeRefused(401, "token-refused");
        var view = await host.Client(await host.OperatorAsync()).GetSiteAsync(site.Id);
        (view.Summary.State, view.Pools.Count).ShouldBe((SiteState.Unjoined, 0));
        (await AuditAsync(site.Id)).Select(r => r.Action).ShouldContain("site_joined", "its history stays");

        var secret = AccessToken.NewSecret();
        var offered = await operators.OfferEnrolmentAsync(site.Id, new OfferEnrolment());
        await host.Client(null).SiteAgent.EnrolAsync(new(offered.Token, AccessToken.HashOf(secret)));
        await new TestSite(host.Client(secret), "zhongyuan-ai").DeclareAsync(Pool("zhongyuan-ai"));
        (await host.Client(await host.OperatorAsync()).GetSiteAsync(site.Id)).Summary.State.ShouldBe(SiteState.Online);
        (await operators.GetMembershipAsync(site.Id)).State.ShouldBe(SiteMembershipState.Enrolled);
    }

    [Fact]
    public async Task a_removal_is_called_off_by_accepting_again()
    {
        var (site, _) = await RunningAsync("huaihai-ic");
        var operators = await OperatorAsync();
        await operators.ActAsync(site.Id, new SiteAct(SiteActKind.Remove));
        await operators.ActAsync(site.Id, new SiteAct(SiteActKind.Accept));
        (await operators.GetMembershipAsync(site.Id)).State.ShouldBe(SiteMembershipState.Enrolled);
        (await site.OrdersAsync()).Orders.ShouldBeEmpty("what was asked to stop does not run on");
    }

    [Fact]
    public async Task a_site_that_nothing_runs_at_is_gone_at_once_and_one_in_this_process_is_not_removed()
    {
        var site = await host.SiteAsync("ningbo-ai-sc");
        await site.DeclareAsync(Pool("ningbo-ai-sc"));
        var operators = await OperatorAsync();
        await operators.ActAsync(site.Id, new SiteAct(SiteActKind.Remove));
        (await operators.GetMembershipAsync(site.Id)).State.ShouldBe(SiteMembershipState.Removed);
        await operators.ActAsync(new("wuxi-nscc"), new SiteAct(SiteActKind.Remove)).ShouldBeRefused(409, "site-unjoined");

        await host.Services.GetRequiredService<SiteTokens>().IssueAsync([new("turing-town-aigc")], CancellationToken.None);
        foreach (var kind in new[] { SiteActKind.Remove, SiteActKind.Rekey })
            await operators.ActAsync(new("turing-town-aigc"), new SiteAct(kind)).ShouldBeRefused(409, "site-in-process");
        (await operators.GetMembershipAsync(new("turing-town-aigc"))).IsInProcess.ShouldBeTrue();
    }

    private static string Comparable(SiteActOutcome outcome) => JsonSerializer.Serialize(outcome with { AsOf = default, Enrolment = null }, WireFormat.Json);

    private static PoolDeclaration Pool(string site) => TestSite.Pool($"{site}.npu", Architecture.Ascend, "huawei-ascend-910b", 8);

    /// <summary>A site with one job that runs there.</summary>
    private async Task<(TestSite Site, JobOrder Order)> RunningAsync(string name)
    {
        var site = await host.SiteAsync(name);
        await site.DeclareAsync(Pool(name));
        await SubmitAsync(name);
        var orders = await site.FirstOrdersAsync();
        await site.ReportAsync(orders.Version, [orders.Orders[0].Job], TestSite.Sighting(orders.Orders[0], JobState.Running));
        return (site, orders.Orders[0]);
    }

    private async Task<ComputeNetClient> Tenant() => host.Client(await host.TenantAsync());

    private async Task<WorkloadId> SubmitAsync(string site) => (await (await Tenant()).SubmitAsync(new SubmitWorkload
    {
        Name = "acts",
        Variants = [new Variant { Architecture = Architecture.Ascend, DevicesPerMember = 1, TimeLimitSeconds = 36_000, Command = ["true"] }],
        Placement = new PlacementWishes { AllowedSites = [new(site)] },
    })).Id;

    private async Task EvictedAsync(JobOrder order, string code)
    {
        var view = await (await Tenant()).GetWorkloadAsync(order.Workload);
        view.Timeline.Single(t => t.Kind == "workload_evicted").Facts["why"].ShouldBe(code);
        view.Summary.Phase.ShouldBe(WorkloadPhase.Pending);
    }

    private async Task<SiteOperationsClient> OperatorAsync() => host.Client(await host.OperatorAsync()).SiteOperations;

    private async Task<IReadOnlyList<AuditEntry>> AuditAsync(SiteId site)
    {
        await host.AuditedAsync();
        return (await host.Client(await host.OperatorAsync()).Audit.ListAsync(new AuditQuery { Noun = "site", Target = site.Value })).Items;
    }
}
