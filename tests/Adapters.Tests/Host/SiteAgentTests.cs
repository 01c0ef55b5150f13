using System.Diagnostics;
using ComputeNet.Adapters.Host;
using ComputeNet.Adapters.Port;
using ComputeNet.Adapters.Simulated;
using ComputeNet.Adapters.Tests.Harness;
using ComputeNet.Adapters.Tests.Simulated;
using ComputeNet.Contracts;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Tests.Host;

public sealed class SiteAgentTests : IAsyncLifetime
{
    private const string Site = "hangzhou-ai";

    private readonly TemporaryFolder folder = new();
    private readonly ManualClock clock = new();
    private readonly CentreStandIn centre = new();
    private SimulatedClient? simulated;

    public async ValueTask InitializeAsync() => await centre.StartAsync();

    [Fact]
    public async Task it_declares_what_there_is_once_and_then_beats()
    {
        await using var agent = Start();
        await centre.HearsAsync(h => h.Inventory is not null);
        await HearsMoreAsync(3);
        var heard = centre.HeardOf(Site);
        heard[0].Inventory.ShouldNotBeNull().Pools.ShouldBe(SimulatedWorld.Site.Pools);
        heard.Count(h => h.Inventory is not null).ShouldBe(1);
        heard.Skip(1).Where(h => h.Telemetry is null).ShouldAllBe(h => h.Report!.Sightings.Count == 0);
    }

    [Fact]
    public async Task a_job_travels_from_order_to_recorded_end()
    {
        centre.Receipt = report => new([.. report.Sightings.Where(s => s.State.IsTerminal()).Select(s => s.Job)], []);
        await using var agent = Start();
        centre.Order(Site, Orders.Set(5, SimulatedWorld.Order("w-1.1", seconds: 20, limit: 60)));
        var starting = await centre.HearsOfAsync("w-1.1", s => s.State == JobState.Starting);
        starting.Token.ShouldBe(new FencingToken(1));
        (await centre.HearsAsync(h => h.Report?.KnownJobs.Count == 1)).Report!.OrdersVersion.ShouldBe(5);
        clock.Advance(TimeSpan.FromMinutes(2));
        var end = await centre.HearsOfAsync("w-1.1", s => s.State.IsTerminal());
        end.State.ShouldBe(JobState.Succeeded);
        (end.FinishedAt - end.StartedAt).ShouldBe(TimeSpan.FromSeconds(20));
        await HearsMoreAsync(2);
        centre.HeardOf(Site)[^1].Report!.KnownJobs.ShouldBeEmpty();
        centre.HeardOf(Site).SelectMany(h => h.Report?.Sightings ?? []).Count(s => s.State.IsTerminal()).ShouldBe(1, "once on record, nothing is told again");
    }

    [Fact]
    public async Task an_end_is_told_again_until_it_is_on_record()
    {
        await using var agent = Start();
        centre.Order(Site, Orders.Set(1, SimulatedWorld.Order("w-1.1", seconds: 20, limit: 60)));
        await centre.HearsOfAsync("w-1.1", s => s.State == JobState.Starting);
        clock.Advance(TimeSpan.FromMinutes(2));
        await centre.HearsOfAsync("w-1.1", s => s.State.IsTerminal());
        await HearsMoreAsync(3);
        var after = centre.HeardOf(Site).SkipWhile(h => h.Report?.Sightings.Any(s => s.State.IsTerminal()) != true).ToList();
        after.Count.ShouldBeGreaterThan(2);
        after.ShouldAllBe(h => h.Report!.Sightings.Any(s => s.State == JobState.Succeeded));
    }

    [Fact]
    public async Task while_the_centre_is_away_jobs_go_on_and_all_is_told_on_its_return()
    {
        var scheduler = Flaky();
        await using var agent = Start(scheduler: scheduler);
        centre.Order(Site, Orders.Set(1, SimulatedWorld.Order("w-1.1", seconds: 7200, limit: 9000), SimulatedWorld.Order("w-2.1", seconds: 90000, limit: 100000)));
        await centre.HearsOfAsync("w-2.1", s => s.State == JobState.Starting);
        await centre.StopAsync();
        clock.Advance(TimeSpan.FromHours(5));
        scheduler.AwaitReports(3);
        await centre.StartAsync();
        var end = await centre.HearsOfAsync("w-1.1", s => s.State.IsTerminal());
        end.State.ShouldBe(JobState.Succeeded);
        (clock.GetUtcNow() - end.FinishedAt!.Value).ShouldBeGreaterThan(TimeSpan.FromHours(2), "it ended while nobody listened, and says when");
        await centre.HearsOfAsync("w-2.1", s => s.State == JobState.Running);
        centre.HeardOf(Site).Count(h => h.Inventory is not null).ShouldBe(2, "the centre may be a new one, so it is told again what there is");
    }

    [Fact]
    public async Task it_waits_patiently_for_a_centre_that_does_not_listen_yet()
    {
        await centre.StopAsync();
        await using var agent = Start();
        await centre.StartAsync();
        await centre.HearsAsync(h => h.Report is not null);
    }

    [Fact]
    public async Task without_a_credential_it_says_nothing_and_with_one_it_begins()
    {
        string? credential = null;
        var asked = new TaskCompletionSource();
        await using var agent = Start(token: _ => { asked.TrySetResult(); return credential; });
        await asked.Task;
        centre.HeardOf(Site).ShouldBeEmpty();
        centre.Questions.ShouldBeEmpty();
        credential = Site;
        await centre.HearsAsync(h => h.Report is not null);
    }

    [Fact]
    public async Task a_sighting_that_the_centre_cannot_take_holds_back_no_other()
    {
        centre.Refuse = report => report.Sightings.Any(s => s.Job.Value == "w-bad.1") ? new ApiProblem("no", 422, "field-invalid") : null;
        await using var agent = Start();
        centre.Order(Site, Orders.Set(1, [.. new[] { "w-bad.1", "w-1.1", "w-2.1" }.Select(job => SimulatedWorld.Order(job, seconds: 20, limit: 60))]));
        await centre.HearsOfAsync("w-1.1", s => s.State == JobState.Starting);
        clock.Advance(TimeSpan.FromMinutes(2));
        await centre.HearsOfAsync("w-1.1", s => s.State == JobState.Succeeded);
        await centre.HearsOfAsync("w-2.1", s => s.State == JobState.Succeeded);
        centre.Refuse = _ => null;
        await centre.HearsOfAsync("w-bad.1", s => s.State == JobState.Succeeded);
    }

    [Fact]
    public async Task while_the_scheduler_does_not_answer_the_site_is_silent()
    {
        var scheduler = Flaky();
        centre.HoldsQuestions = false;
        await using var agent = Start(scheduler: scheduler);
        centre.Order(Site, Orders.Set(1, SimulatedWorld.Order("w-1.1", seconds: 300, limit: 600)));
        await centre.HearsOfAsync("w-1.1", s => s.State == JobState.Starting);
        scheduler.IsDown = true;
        scheduler.AwaitReports(2);
        var before = centre.HeardOf(Site).Count;
        clock.Advance(TimeSpan.FromHours(1));
        scheduler.AwaitReports(4);
        centre.HeardOf(Site).Count.ShouldBe(before);
        scheduler.IsDown = false;
        (await centre.HearsOfAsync("w-1.1", s => s.State.IsTerminal())).State.ShouldBe(JobState.Succeeded);
    }

    [Fact]
    public async Task a_centre_that_answers_at_once_is_not_asked_in_a_circle()
    {
        centre.HoldsQuestions = false;
        await using var agent = Start(pace: AgentRun.Quick with { ReportGap = TimeSpan.FromMinutes(1) });
        await HearsMoreAsync(5);
        centre.Questions[Site].ShouldBeLessThanOrEqualTo(2);
    }

    [Fact]
    public async Task a_restarted_agent_carries_on_where_the_last_one_was()
    {
        var order = SimulatedWorld.Order("w-1.1", seconds: 600, limit: 900);
        centre.Order(Site, Orders.Set(1, order));
        DateTimeOffset? started;
        await using (Start())
        {
            await centre.HearsOfAsync("w-1.1", s => s.State == JobState.Starting);
            clock.Advance(TimeSpan.FromMinutes(1));
            started = (await centre.HearsOfAsync("w-1.1", s => s.State == JobState.Running)).StartedAt;
        }
        clock.Advance(TimeSpan.FromHours(1));
        await using var again = Start();
        var end = await centre.HearsOfAsync("w-1.1", s => s.State.IsTerminal());
        end.State.ShouldBe(JobState.Succeeded);
        end.StartedAt.ShouldBe(started);
        end.FinishedAt.ShouldBe(started + TimeSpan.FromMinutes(10));
    }

    [Fact]
    public async Task the_start_of_a_job_joins_the_trace_of_its_workload()
    {
        var workload = ActivityTraceId.CreateRandom();
        var spans = new System.Collections.Concurrent.ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == AgentTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using var agent = Start();
        var order = SimulatedWorld.Order("w-traced.1", seconds: 20, limit: 60) with { TraceParent = $"00-{workload}-{ActivitySpanId.CreateRandom()}-01" };
        centre.Order(Site, Orders.Set(1, order));
        var report = await centre.HearsAsync(h => h.Report?.Sightings.Any(s => s.Job == order.Job) == true);
        spans.Single(s => s.TraceId == workload).GetTagItem("computenet.job").ShouldBe("w-traced.1");
        report.TraceParent.ShouldNotBeNull("the report carries its own trace to the centre");
    }

    public async ValueTask DisposeAsync()
    {
        await centre.DisposeAsync();
        simulated?.Dispose();
        folder.Dispose();
    }

    private FlakyScheduler Flaky() =>
        new(new SimulatedScheduler(SimulatedWorld.Site, simulated = new SimulatedClient(folder.File("flaky.jsonl")), SimulatedWorld.Options(folder.Path), clock));

    private AgentRun Start(ComputeNet.Adapters.Host.Agent.AgentPace? pace = null, Func<SiteId, string?>? token = null, ISiteScheduler? scheduler = null) =>
        new(centre, folder.Path, clock, pace, token, scheduler: scheduler);

    private async Task HearsMoreAsync(int reports)
    {
        var have = centre.HeardOf(Site).Count;
        await centre.HearsAsync(_ => centre.HeardOf(Site).Count >= have + reports);
    }
}
