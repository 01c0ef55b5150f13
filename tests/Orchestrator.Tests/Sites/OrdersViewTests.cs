using ComputeNet.Client;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Orchestrator.Tests.Hosting;

namespace ComputeNet.Orchestrator.Tests.Sites;

/// <summary>What should be at a site, what was seen of it, and how what went wrong ended.</summary>
public sealed class OrdersViewTests(PostgresServer postgres) : IAsyncLifetime
{
    private readonly OrchestratorHost _host = new(postgres);

    public ValueTask InitializeAsync() => _host.InitializeAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task an_order_says_what_was_last_seen_of_its_job_and_that_it_should_stop()
    {
        var (site, tenant, operators) = await NetworkAsync();
        var id = await SubmitAsync(tenant);
        var orders = await site.FirstOrdersAsync();
        var order = orders.Orders.Single();

        var unseen = await operators.GetSiteOrdersAsync(site.Id);
        unseen.Version.ShouldBe(orders.Version);
        unseen.Orders.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            o => (o.Job, o.Workload, o.Token, o.Devices).ShouldBe((order.Job, id, order.Token, 2)),
            o => (o.Seen, o.SeenAt, o.StopReason).ShouldBe((WorkloadPhase.Placed, null, null)));

        await site.ReportAsync(orders.Version, [order.Job], TestSite.Sighting(order, JobState.Running));
        var running = (await operators.GetSiteOrdersAsync(site.Id)).Orders.Single();
        running.Seen.ShouldBe(WorkloadPhase.Running);
        running.SeenAt.ShouldNotBeNull();

        await tenant.CancelAsync(id);
        var stopping = (await operators.GetSiteOrdersAsync(site.Id)).Orders.Single();
        stopping.StopReason.ShouldNotBeNull();
        (await site.OrdersAsync()).Orders.ShouldBeEmpty("what should stop is no order any more");
    }

    [Fact]
    public async Task a_refusal_is_told_with_the_sites_own_reason()
    {
        var (site, tenant, operators) = await NetworkAsync();
        var id = await SubmitAsync(tenant);
        var orders = await site.FirstOrdersAsync();
        var order = orders.Orders.Single();
        var why = Refusal.Because("partition-down", ("partition", "gpu"));
        await site.ReportAsync(orders.Version, [order.Job], TestSite.Sighting(order, JobState.Refused) with { Why = why });

        var wrong = (await Waiting.ToSeeAsync(() => operators.GetSiteOrdersAsync(site.Id), v => v.WentWrong.Count > 0)).WentWrong.Single();
        (wrong.Job, wrong.Workload, wrong.End, wrong.Why).ShouldBe((order.Job, id, AttemptEnd.Refused, why));
        wrong.EndedAt.ShouldNotBeNull().ShouldBeGreaterThanOrEqualTo(wrong.PromisedAt);
    }

    private async Task<(TestSite Site, ComputeNetClient Tenant, ComputeNetClient Operators)> NetworkAsync()
    {
        var site = await _host.SiteAsync();
        await site.DeclareAsync(TestSite.Pool("hangzhou-ai.cpu", Architecture.Cpu, "cpu-core", 8));
        return (site, _host.Client(await _host.TenantAsync()), _host.Client(await _host.OperatorAsync()));
    }

    private static async Task<WorkloadId> SubmitAsync(ComputeNetClient tenant) => (await tenant.SubmitAsync(new SubmitWorkload
    {
        Name = "looked-at",
        Variants = [new Variant { Architecture = Architecture.Cpu, DevicesPerMember = 2, TimeLimitSeconds = 600, Command = ["true"] }],
    })).Id;
}
