using ComputeNet.Client;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Orchestrator.Tests.Hosting;
using ComputeNet.Orchestrator.Tests.Sites;
using ComputeNet.Service;

namespace ComputeNet.Orchestrator.Tests.Plans;

/// <summary>What runs and can be interrupted goes on elsewhere when the rest of it costs so much less there that the move pays; and only then.</summary>
public sealed class MovesTests(PostgresServer postgres) : IAsyncLifetime
{
    private static readonly DateTimeOffset Midnight = new(2026, 11, 24, 0, 0, 0, TimeSpan.Zero);

    private readonly ManualClock _clock = new(Midnight);
    private OrchestratorHost _host = null!;
    private TestSite _site = null!;

    public async ValueTask InitializeAsync()
    {
        _host = new QuickHost(postgres) { LedgerTime = _clock };
        await _host.InitializeAsync();
        _site = await _host.SiteAsync();
        await _site.DeclareAsync(Pool("first", 10));
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task a_cheaper_pool_takes_over_the_rest_from_the_checkpoint()
    {
        var tenant = _host.Client(await _host.TenantAsync());
        var (id, first) = await RunningAsync(tenant, new() { ResumeMinutes = 6, LeastMinutes = 30 });

        _clock.Advance(TimeSpan.FromHours(1));
        await _site.DeclareAsync(Pool("first", 10), Pool("second", 4));
        var without = await Waiting.ToSeeAsync(_site.OrdersAsync, o => o.Orders.Count == 0);
        var asked = (await tenant.GetWorkloadAsync(id)).Timeline.Single(t => t.Kind == "workload_move_asked");
        (asked.Facts["from"], asked.Facts["pool"]).ShouldBe(("hangzhou-ai.first", "hangzhou-ai.second"));
        decimal.Parse(asked.Facts["gainYuan"], System.Globalization.CultureInfo.InvariantCulture).ShouldBeGreaterThan(300, "nine hours on eight devices, ¥6 less each");
        var plan = await _host.Client(await _host.OperatorAsync()).GetPlanAsync(new PlanId(asked.Facts["plan"]));
        plan.Replay.SamePlan.ShouldBeTrue(string.Join('\n', plan.Replay.Differences));

        await _site.ReportAsync(without.Version, [first.Job], Seen(first, JobState.Stopped, 0, 1));
        var second = (await Waiting.ToSeeAsync(_site.OrdersAsync, o => o.Orders.Count == 1)).Orders.Single();
        (second.Pool.Value, second.Checkpoint, second.Token > FencingToken.None).ShouldBe(("hangzhou-ai.second", new CheckpointOrder(0.1), true));

        var moved = await tenant.GetWorkloadAsync(id);
        moved.Timeline.Select(t => t.Kind).ShouldBe(
            ["workload_submitted", "workload_placed", "workload_started", "workload_move_asked", "workload_suspended", "workload_placed"]);
        (moved.Summary.Phase, moved.Summary.ShareDone).ShouldBe((WorkloadPhase.Placed, 0.1));
    }

    [Fact]
    public async Task it_stays_where_it_cannot_be_interrupted_or_has_only_begun()
    {
        var tenant = _host.Client(await _host.TenantAsync());
        var (whole, _) = await RunningAsync(tenant, null);
        var (young, _) = await RunningAsync(tenant, new() { ResumeMinutes = 6, LeastMinutes = 120 });

        _clock.Advance(TimeSpan.FromHours(1));
        await _site.DeclareAsync(Pool("first", 10), Pool("second", 4));
        // Another workload takes the new pool, so a round has seen it.
        await tenant.SubmitAsync(TenHours(null));
        await Waiting.ToSeeAsync(_site.OrdersAsync, o => o.Orders.Count == 3 && o.Orders.Any(x => x.Pool.Value == "hangzhou-ai.second"));

        foreach (var id in new[] { whole, young })
            (await tenant.GetWorkloadAsync(id)).Timeline.ShouldNotContain(t => t.Kind == "workload_move_asked");
    }

    private async Task<(WorkloadId Id, JobOrder Order)> RunningAsync(ComputeNetClient tenant, Interruptible? terms)
    {
        var accepted = await tenant.SubmitAsync(TenHours(terms));
        var orders = await Waiting.ToSeeAsync(_site.OrdersAsync, o => o.Orders.Any(x => x.Workload == accepted.Id));
        var order = orders.Orders.Single(o => o.Workload == accepted.Id);
        await _site.ReportAsync(orders.Version, [.. orders.Orders.Select(o => o.Job)], Seen(order, JobState.Running, 0));
        return (accepted.Id, order);
    }

    private static PoolDeclaration Pool(string name, decimal price) =>
        TestSite.Pool($"hangzhou-ai.{name}", Architecture.Ascend, "huawei-ascend-910b", 16) with { PricePerDeviceHour = Money.Yuan(price) };

    private static JobSighting Seen(JobOrder order, JobState state, double from, double? to = null) =>
        new(order.Job, order.Token, state, Midnight.AddHours(to ?? from), Midnight.AddHours(from), to is { } end ? Midnight.AddHours(end) : null);

    private static SubmitWorkload TenHours(Interruptible? terms) => new()
    {
        Name = "long",
        Priority = 50,
        Variants = [new() { Architecture = Architecture.Ascend, DevicesPerMember = 8, ExpectedSeconds = 36_000, TimeLimitSeconds = 40_000, Command = ["train"] }],
        Interruptible = terms,
    };

    private sealed class QuickHost(PostgresServer postgres) : OrchestratorHost(postgres)
    {
        protected override void Configure(OrchestratorOptions options) => options.RoundBeat = TimeSpan.FromMilliseconds(200);
    }
}
