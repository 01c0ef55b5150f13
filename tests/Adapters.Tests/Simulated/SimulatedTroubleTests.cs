using ComputeNet.Adapters.Host.Reconciling;
using ComputeNet.Adapters.Port;
using ComputeNet.Adapters.Simulated;
using ComputeNet.Adapters.Tests.Harness;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using CsCheck;

namespace ComputeNet.Adapters.Tests.Simulated;

public sealed class SimulatedTroubleTests : IDisposable
{
    private static readonly SiteId Site = SimulatedWorld.Site.Id;

    private readonly ManualClock clock = new();
    private readonly SimulatedStage stage;

    public SimulatedTroubleTests() => stage = new(clock);

    [Fact]
    public void drawn_spells_come_as_often_as_they_were_ordered_and_last_as_long() =>
        Gen.Select(Gen.Int[0, 1000], Gen.Int[1, 20]).Sample((seed, perDay) =>
        {
            var options = stage.Options(o => (o.Seed, o.PartitionsPerDay, o.PartitionLength) = (seed, perDay, TimeSpan.FromMinutes(30)));
            var midnight = new DateTimeOffset(clock.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero);
            var cut = Enumerable.Range(0, 24 * 60).Count(m => SimulatedFaults.IsIn(SimulatedTrouble.Partition, Site, options, midnight.AddMinutes(m)));
            return Math.Abs(cut - perDay * 30) <= perDay;
        }, iter: 200);

    [Fact]
    public void sites_are_not_in_trouble_all_at_once()
    {
        var options = stage.Options(o => (o.OutagesPerDay, o.OutageLength) = (1, TimeSpan.FromHours(1)));
        var out_ = SimulatedFleet.Invent(1000).Count(s => SimulatedFaults.IsIn(SimulatedTrouble.Outage, s.Id, options, clock.GetUtcNow()));
        out_.ShouldBeInRange(20, 70, "an hour of a day is one in twenty-four");
    }

    [Fact]
    public async Task a_slow_site_answers_late_and_with_the_time_of_its_answer()
    {
        var began = clock.GetUtcNow();
        var scheduler = stage.Scheduler(o => o.Faults = [new(SimulatedTrouble.Slowness, Site, began, began.AddHours(1))]);
        var answer = scheduler.ReadInventoryAsync(default);
        answer.IsCompleted.ShouldBeFalse();
        clock.Advance(TimeSpan.FromSeconds(20));
        (await answer).ObservedAt.ShouldBeInRange(began.AddTicks(1), began.AddSeconds(20));
    }

    [Fact]
    public async Task an_overstating_site_declares_twice_of_what_it_has_and_refuses_beyond_that()
    {
        var scheduler = stage.Scheduler(o => o.Faults = [new(SimulatedTrouble.Overstating, null, clock.GetUtcNow(), clock.GetUtcNow().AddHours(1))]);
        (await scheduler.ReadInventoryAsync(default)).Pools[0].Devices.ShouldBe(128);
        (await Should.ThrowAsync<SchedulerException>(() => scheduler.SubmitAsync(SimulatedWorld.Order("w-1.1", 100, 200, devices: 65), default))).Why.Code.ShouldBe(SimulatedMapping.PoolFull);
        clock.Advance(TimeSpan.FromHours(1));
        (await scheduler.ReadInventoryAsync(default)).Pools[0].Devices.ShouldBe(64);
    }

    [Fact]
    public void machines_that_are_overstated_are_told_with_their_devices()
    {
        var site = SimulatedFleet.Invent(2)[1];
        var options = stage.Options(o => o.Faults = [new(SimulatedTrouble.Overstating, null, clock.GetUtcNow(), clock.GetUtcNow().AddHours(1))]);
        var pool = SimulatedLoad.DeclaredAt(site, options, clock.GetUtcNow())[0];
        pool.Devices.ShouldBe(2 * site.Pools[0].Devices);
        pool.Nodes!.Sum(n => n.Devices).ShouldBe(pool.Devices);
        pool.Nodes!.Select(n => n.Id).ShouldBeUnique();
    }

    [Fact]
    public async Task a_crash_forgets_the_newest_job_and_gives_its_number_to_the_next_and_the_agent_is_not_taken_in()
    {
        var crash = clock.GetUtcNow().AddSeconds(3);
        var scheduler = stage.Scheduler(o => o.Faults = [new(SimulatedTrouble.Crash, Site, crash, crash)]);
        var agent = new SiteReconciler(Site, scheduler, stage.Journal(), clock);
        agent.Accept(Orders.Set(1, SimulatedWorld.Order("w-1.1", 1000, 2000)));
        await agent.TurnAsync(default);
        clock.Advance(TimeSpan.FromSeconds(4));
        // Somebody else's job gets the number.
        await scheduler.SubmitAsync(SimulatedWorld.Order("w-2.1", 1000, 2000), default);
        (await scheduler.ObserveAsync(new JobKey("w-1.1"), default)).Job.Value.ShouldBe("w-2.1");
        stage.NumbersOf("w-1.1", "w-2.1").ShouldBe([1, 1]);
        await agent.TurnAsync(default);
        var told = agent.Report(10).Sightings.Last();
        (told.Job.Value, told.State, told.Why!.Code).ShouldBe(("w-1.1", JobState.Lost, JobStep.LostByScheduler));
    }

    [Fact]
    public async Task a_job_that_was_taken_long_before_a_crash_is_remembered()
    {
        var crash = clock.GetUtcNow().AddSeconds(60);
        var scheduler = stage.Scheduler(o => o.Faults = [new(SimulatedTrouble.Crash, Site, crash, crash)]);
        await scheduler.SubmitAsync(SimulatedWorld.Order("w-1.1", 1000, 2000), default);
        clock.Advance(TimeSpan.FromSeconds(120));
        (await scheduler.ObserveAsync(new JobKey("w-1.1"), default)).State.ShouldBe(JobState.Running);
    }

    [Fact]
    public async Task a_job_that_runs_twice_waits_again_starts_again_and_holds_its_devices_twice()
    {
        var scheduler = stage.Scheduler(o => o.DoubleRunRate = 1);
        await scheduler.SubmitAsync(SimulatedWorld.Order("w-1.1", 10_000, 20_000, devices: 30), default);
        clock.Advance(TimeSpan.FromMinutes(1));
        var first = await scheduler.ObserveAsync(new JobKey("w-1.1"), default);
        var states = new List<JobState>();
        var start = first.StartedAt;
        JobSighting seen;
        do
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            seen = await scheduler.ObserveAsync(new JobKey("w-1.1"), default);
            if (states.LastOrDefault() != seen.State || states.Count == 0)
                states.Add(seen.State);
        }
        while (seen.StartedAt == start && states.Count < 10);
        states.ShouldBe([JobState.Running, JobState.Starting, JobState.Running]);
        (await Should.ThrowAsync<SchedulerException>(() => scheduler.SubmitAsync(SimulatedWorld.Order("w-2.1", 100, 200, devices: 5), default)))
            .Why.Facts["freeDevices"].ShouldBe("4", "both copies hold thirty of sixty-four");
        clock.Advance(TimeSpan.FromSeconds(10_000));
        (await scheduler.ObserveAsync(new JobKey("w-1.1"), default)).State.ShouldBe(JobState.Succeeded);
    }

    [Fact]
    public async Task a_skewed_site_dates_by_its_own_clock_and_its_jobs_take_their_time()
    {
        var scheduler = stage.Scheduler(o => (o.SkewedShare, o.MostSkew) = (1, TimeSpan.FromHours(1)));
        var off = scheduler.Clock.GetUtcNow() - clock.GetUtcNow();
        off.Duration().ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        (await scheduler.ReadInventoryAsync(default)).ObservedAt.ShouldBe(clock.GetUtcNow() + off);
        await scheduler.SubmitAsync(SimulatedWorld.Order("w-1.1", 100, 200), default);
        clock.Advance(TimeSpan.FromMinutes(3));
        var end = await scheduler.ObserveAsync(new JobKey("w-1.1"), default);
        (end.FinishedAt - end.StartedAt).ShouldBe(TimeSpan.FromSeconds(100));
        (clock.GetUtcNow() + off - end.FinishedAt!.Value).ShouldBeInRange(TimeSpan.Zero, TimeSpan.FromMinutes(3));
    }

    [Fact]
    public async Task a_cut_line_is_silent_both_ways_and_the_job_goes_on()
    {
        var centre = new CentreStandIn();
        await centre.StartAsync();
        var (from, until) = (clock.GetUtcNow().AddMinutes(1), clock.GetUtcNow().AddMinutes(30));
        var options = stage.Options(o => o.Faults = [new(SimulatedTrouble.Partition, Site, from, until)]);
        var line = new SimulatedLine(new SimulatedOptions { Centre = centre.Address, Token = s => s.Value, DataDirectory = options.DataDirectory, Sites = options.Sites, Faults = options.Faults }, clock);
        await using (stage.Agent(centre, line))
        {
            centre.Order(Site.Value, Orders.Set(1, SimulatedWorld.Order("w-1.1", 600, 700)));
            await centre.HearsOfAsync("w-1.1", s => s.State == JobState.Starting);
            clock.Advance(TimeSpan.FromMinutes(2));
            var heard = centre.HeardOf(Site.Value).Count;
            clock.Advance(TimeSpan.FromMinutes(20));
            // What the centre heard since the cut had left the site before.
            (centre.HeardOf(Site.Value).Count - heard).ShouldBeLessThanOrEqualTo(1);
            clock.Advance(TimeSpan.FromMinutes(10));
            var end = await centre.HearsOfAsync("w-1.1", s => s.State == JobState.Succeeded);
            end.FinishedAt!.Value.ShouldBeInRange(from, until, "it ended behind the cut line, and says when");
        }
        await centre.DisposeAsync();
    }

    public void Dispose() => stage.Dispose();
}
