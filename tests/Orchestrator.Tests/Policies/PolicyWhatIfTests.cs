using ComputeNet.Contracts.Policies;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Orchestrator.Tests.Hosting;
using ComputeNet.Orchestrator.Tests.Sites;

namespace ComputeNet.Orchestrator.Tests.Policies;

public sealed class PolicyWhatIfTests(PostgresServer postgres) : IAsyncLifetime
{
    private readonly OrchestratorHost _host = new(postgres);

    public ValueTask InitializeAsync() => _host.InitializeAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task the_newest_plan_is_decided_again_by_another_policy_and_nothing_changes()
    {
        var operators = _host.Client(await _host.OperatorAsync());
        (await operators.AskWhatIfAsync(Weighing(1))).Plan.ShouldBeNull("no plan is on record");
        var (near, far) = (await SiteAsync("hangzhou-ai", 30), await SiteAsync("chengdu-ic", 10));
        var tenant = _host.Client(await _host.TenantAsync());
        var workload = await tenant.SubmitAsync(new SubmitWorkload
        {
            Name = "near",
            Variants = [new() { Architecture = Architecture.Ascend, DevicesPerMember = 1, TimeLimitSeconds = 3600, Command = ["serve"] }],
            Placement = new() { ClientPlace = new("hangzhou") },
        });
        await far.FirstOrdersAsync();
        var length = await _host.LedgerLengthAsync();

        (await operators.AskWhatIfAsync(Weighing(1))).Changed.ShouldBe(0, "the same policy");
        var answer = await operators.AskWhatIfAsync(Weighing(1000));

        answer.Changed.ShouldBe(1);
        var move = answer.Moves.ShouldHaveSingleItem();
        (move.Workload, move.From!.Site, move.To!.Site).ShouldBe((workload.Id, far.Id, near.Id));
        move.Terms.ShouldContain(t => t.Objective == "price" && t.MicroYuan > 0);
        answer.After!.PriceYuan!.Value.ShouldBeGreaterThan(answer.Before!.PriceYuan!.Value);
        answer.After.MeanLatencyMilliseconds!.Value.ShouldBeLessThan(answer.Before.MeanLatencyMilliseconds!.Value);
        (await _host.LedgerLengthAsync()).ShouldBe(length);
        (await near.OrdersAsync()).Orders.ShouldBeEmpty();
    }

    private async Task<TestSite> SiteAsync(string id, decimal yuan)
    {
        var site = await _host.SiteAsync(id);
        await site.DeclareAsync(TestSite.Pool($"{id}.npu", Architecture.Ascend, "huawei-ascend-910b", 8, yuan));
        return site;
    }

    private static SetPolicy Weighing(double latency)
    {
        var view = PolicyView.Default;
        return new(view.PriceWeight, latency, view.CarbonWeight, view.CarbonYuanPerTonne, view.LatencyYuanPerMillisecondHour, view.WaitingYuanPerHour, view.HorizonHours, view.SlotMinutes);
    }
}
