using ComputeNet.Client;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Orchestrator.Tests.Hosting;
using ComputeNet.Orchestrator.Tests.Sites;
using ComputeNet.Service;

namespace ComputeNet.Orchestrator.Tests.Plans;

/// <summary>A workload that can be interrupted runs in the cheap hours, is stopped between them, and is done once.</summary>
public sealed class StretchesTests(PostgresServer postgres) : IAsyncLifetime
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
        // Two valleys an hour wide: from midnight, and from two in the morning.
        var factors = Enumerable.Range(0, 24).Select(h => h is 0 or 2 ? 1.0 : 50).ToList();
        await _site.DeclareAsync(TestSite.Pool("hangzhou-ai.npu", Architecture.Ascend, "huawei-ascend-910b", 8) with { PriceFactorByUtcHour = new DayFactors(factors) });
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task two_valleys_make_two_stretches_and_the_workload_is_done_once()
    {
        var tenant = _host.Client(await _host.TenantAsync());
        var accepted = await tenant.SubmitAsync(TwoHours());

        var (version, first) = await OrderedAsync();
        (first.Variant.ExpectedSeconds, first.Checkpoint).ShouldBe((7200, new CheckpointOrder(0)));
        var placed = (await tenant.GetWorkloadAsync(accepted.Id)).Summary.Assignment!;
        placed.Stretches!.Select(s => ((s.Start - Midnight).TotalHours, (s.End - Midnight).TotalHours)).ShouldBe([(0, 1), (2, 3)]);
        var record = await _host.Client(await _host.OperatorAsync()).GetPlanAsync(placed.Plan);
        record.Replay.SamePlan.ShouldBeTrue(string.Join('\n', record.Replay.Differences));
        await _site.ReportAsync(version, [first.Job], Seen(first, JobState.Running, 0));

        // Nobody else gets the hour that its second stretch needs.
        var other = await tenant.SubmitAsync(TwoHours() with { Name = "other", Interruptible = null, Placement = new() { EarliestStart = Midnight.AddHours(2), Deadline = Midnight.AddHours(4.5) } });
        (await Waiting.ToSeeAsync(() => tenant.GetWorkloadAsync(other.Id), w => w.Summary.Forecast?.Plan is not null)).Summary.Forecast!.Start.ShouldBeNull();
        await tenant.CancelAsync(other.Id);

        _clock.Advance(TimeSpan.FromHours(1));
        var without = await Waiting.ToSeeAsync(_site.OrdersAsync, o => o.Orders.Count == 0);
        (await tenant.GetWorkloadAsync(accepted.Id)).Summary.Phase.ShouldBe(WorkloadPhase.Running, "the devices are free when the site says so");
        await _site.ReportAsync(without.Version, [first.Job], Seen(first, JobState.Stopped, 0, 1));
        await _site.ReportAsync(without.Version, [first.Job], Seen(first, JobState.Stopped, 0, 1));

        var waiting = await Waiting.ToSeeAsync(() => tenant.GetWorkloadAsync(accepted.Id), w => w.Summary.Forecast?.Start == Midnight.AddHours(2));
        (waiting.Summary.Phase, waiting.Summary.ShareDone).ShouldBe((WorkloadPhase.Pending, 0.5));
        var suspended = waiting.Timeline.Single(t => t.Kind == "workload_suspended");
        (suspended.Facts["ranSeconds"], suspended.Facts["percentDone"]).ShouldBe(("3600", "50"));

        _clock.Advance(TimeSpan.FromHours(1));
        var (again, second) = await OrderedAsync();
        (second.Variant.ExpectedSeconds, second.Checkpoint, second.Token > first.Token).ShouldBe((3600, new CheckpointOrder(0.5), true));
        await _site.ReportAsync(again, [second.Job], Seen(second, JobState.Running, 2));
        await _site.ReportAsync(again, [second.Job], Seen(first, JobState.Succeeded, 0, 1), Seen(second, JobState.Succeeded, 2, 3));

        var done = await tenant.GetWorkloadAsync(accepted.Id);
        (done.Summary.Phase, done.Summary.Outcome, done.Summary.Attempt).ShouldBe((WorkloadPhase.Finished, WorkloadOutcome.Succeeded, 2));
        done.Timeline.CountBy(t => t.Kind).ToDictionary()["workload_finished"].ShouldBe(1);
        done.Timeline.ShouldNotContain(t => t.Kind == "workload_evicted");
        (await _host.Client(await _host.OperatorAsync()).GetPlanAsync(done.Summary.Assignment!.Plan)).Replay.SamePlan.ShouldBeTrue();
    }

    [Fact]
    public async Task what_the_site_never_started_waits_again_with_all_of_its_work_and_is_cancelled_at_once()
    {
        var tenant = _host.Client(await _host.TenantAsync());
        var accepted = await tenant.SubmitAsync(TwoHours());
        await OrderedAsync();

        _clock.Advance(TimeSpan.FromHours(1));
        var without = await Waiting.ToSeeAsync(_site.OrdersAsync, o => o.Orders.Count == 0);
        await _site.ReportAsync(without.Version, []);

        var waiting = await tenant.GetWorkloadAsync(accepted.Id);
        (waiting.Summary.Phase, waiting.Summary.ShareDone).ShouldBe((WorkloadPhase.Pending, null));
        waiting.Timeline.Select(t => t.Kind).ShouldBe(["workload_submitted", "workload_placed", "workload_suspended"]);
        (await tenant.CancelAsync(accepted.Id)).Summary.Outcome.ShouldBe(WorkloadOutcome.Cancelled);
    }

    [Fact]
    public async Task a_stretch_that_is_evicted_goes_on_from_the_checkpoint_before_it()
    {
        var tenant = _host.Client(await _host.TenantAsync());
        var accepted = await tenant.SubmitAsync(TwoHours());
        var (version, first) = await OrderedAsync();
        await _site.ReportAsync(version, [first.Job], Seen(first, JobState.Running, 0));
        _clock.Advance(TimeSpan.FromHours(1));
        var without = await Waiting.ToSeeAsync(_site.OrdersAsync, o => o.Orders.Count == 0);
        await _site.ReportAsync(without.Version, [first.Job], Seen(first, JobState.Stopped, 0, 1));
        _clock.Advance(TimeSpan.FromHours(1));
        var (again, second) = await OrderedAsync();

        await _site.ReportAsync(again, [second.Job], Seen(second, JobState.Lost, 2));

        var waiting = await tenant.GetWorkloadAsync(accepted.Id);
        (waiting.Summary.Phase, waiting.Summary.ShareDone).ShouldBe((WorkloadPhase.Pending, 0.5));
        waiting.Timeline.CountBy(t => t.Kind).ToDictionary()["workload_evicted"].ShouldBe(1);
    }

    [Fact]
    public async Task terms_that_make_no_sense_are_refused_by_field()
    {
        var tenant = _host.Client(await _host.TenantAsync());
        var odd = TwoHours() with { Interruptible = new() { CheckpointGigabytes = -1, ResumeMinutes = 2000, ResumeYuan = -0.01m, LeastMinutes = 0 } };

        var refused = await Should.ThrowAsync<ApiRefusedException>(() => tenant.SubmitAsync(odd));

        refused.Problem.Errors!.Keys.ShouldBe(["interruptible.checkpointGigabytes", "interruptible.resumeMinutes", "interruptible.resumeYuan", "interruptible.leastMinutes"], ignoreOrder: true);
    }

    private async Task<(long Version, JobOrder Order)> OrderedAsync()
    {
        var orders = await _site.FirstOrdersAsync();
        return (orders.Version, orders.Orders.ShouldHaveSingleItem());
    }

    /// <summary>The clock moves without telling anybody: only the beat sees it.</summary>
    private sealed class QuickHost(PostgresServer postgres) : OrchestratorHost(postgres)
    {
        protected override void Configure(OrchestratorOptions options) => options.RoundBeat = TimeSpan.FromMilliseconds(200);
    }

    private static JobSighting Seen(JobOrder order, JobState state, double from, double? to = null) =>
        new(order.Job, order.Token, state, Midnight.AddHours(to ?? from), Midnight.AddHours(from), to is { } end ? Midnight.AddHours(end) : null);

    private static SubmitWorkload TwoHours() => new()
    {
        Name = "patient",
        Priority = 0,
        Variants = [new() { Architecture = Architecture.Ascend, DevicesPerMember = 8, ExpectedSeconds = 7200, TimeLimitSeconds = 10_000, Command = ["train"] }],
        Interruptible = new() { ResumeMinutes = 0, LeastMinutes = 30, CheckpointGigabytes = 5 },
    };
}
