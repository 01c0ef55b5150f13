using ComputeNet.Adapters.Port;
using ComputeNet.Adapters.Simulated;
using ComputeNet.Adapters.Tests.Harness;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using CsCheck;

namespace ComputeNet.Adapters.Tests.Simulated;

/// <summary>What a simulated scheduler offers beyond jobs.</summary>
public sealed class SimulatedServiceTests : IDisposable
{
    private readonly ManualClock clock = new();
    private readonly SimulatedStage stage;

    public SimulatedServiceTests() => stage = new(clock);

    [Fact]
    public void it_offers_everything_that_a_scheduler_may() =>
        Capabilities.Of(stage.Scheduler()).ShouldBe([Capability.Logs, Capability.Checkpoints, Capability.Reservations, Capability.Telemetry, Capability.Offers]);

    [Fact]
    public async Task the_log_of_a_running_job_grows_and_tells_its_checkpoints()
    {
        var scheduler = stage.Scheduler();
        var order = SimulatedWorld.Order("w-1.1", 1200, 2000);
        await scheduler.SubmitAsync(order, default);
        (await scheduler.ReadLogAsync(order.Job, default)).ShouldContain("waits for its devices");
        clock.Advance(TimeSpan.FromMinutes(5));
        var early = await scheduler.ReadLogAsync(order.Job, default);
        early.ShouldNotContain("checkpoint");
        await scheduler.CheckpointAsync(order.Job, default);
        await scheduler.CheckpointAsync(new JobKey("w-never.1"), default);
        clock.Advance(TimeSpan.FromMinutes(5));
        var late = await scheduler.ReadLogAsync(order.Job, default);
        late.Split('\n').Length.ShouldBeGreaterThan(early.Split('\n').Length);
        late.ShouldContain("checkpoint written");
        clock.Advance(TimeSpan.FromHours(1));
        (await scheduler.ReadLogAsync(order.Job, default)).ShouldContain("exit code 0");
        (await Should.ThrowAsync<SchedulerException>(() => scheduler.ReadLogAsync(new JobKey("w-never.1"), default))).Trouble.ShouldBe(SchedulerTrouble.UnknownJob);
    }

    [Fact]
    public async Task a_reservation_is_held_then_active_then_over_also_after_a_restart()
    {
        var order = Claim("r-1", 10, 1, 2);
        await stage.Scheduler().ReserveAsync(order, default);
        await stage.Scheduler().ReserveAsync(order, default);
        var scheduler = stage.Scheduler();
        var held = await scheduler.ObserveAsync(order.Key, default);
        (held.State, held.Token).ShouldBe((ReservationState.Held, order.Token));
        clock.Advance(TimeSpan.FromHours(1));
        (await scheduler.ObserveAsync(order.Key, default)).State.ShouldBe(ReservationState.Active);
        await scheduler.ReleaseAsync(order.Key, default);
        (await scheduler.ObserveAsync(order.Key, default)).State.ShouldBe(ReservationState.Ended);
        (await Should.ThrowAsync<SchedulerException>(() => scheduler.ObserveAsync(new ReservationKey("r-never"), default))).Trouble.ShouldBe(SchedulerTrouble.UnknownJob);
        await scheduler.ReleaseAsync(new ReservationKey("r-never"), default);
    }

    [Fact]
    public async Task a_reservation_keeps_the_sites_own_users_out_for_as_long_as_it_lasts()
    {
        var scheduler = stage.Scheduler(o => o.Trace = SimulatedTrace.Parse(["arrival_seconds,duration_seconds,devices", "0,86400,64"]));
        await scheduler.ReserveAsync(Claim("r-1", 20, 1, 2), default);
        await Should.ThrowAsync<SchedulerException>(() => scheduler.SubmitAsync(SimulatedWorld.Order("w-1.1", 100, 200, devices: 20), default));
        clock.Advance(TimeSpan.FromHours(1));
        (await scheduler.ReadTelemetryAsync(default)).Pools.Single().ForeignDevices.ShouldBe(44);
        await scheduler.SubmitAsync(SimulatedWorld.Order("w-2.1", 100, 200, devices: 20), default);
        clock.Advance(TimeSpan.FromHours(1));
        (await scheduler.ReadTelemetryAsync(default)).Pools.Single().ForeignDevices.ShouldBe(64);
    }

    [Fact]
    public async Task an_older_claim_is_stale_a_newer_one_changes_it_and_one_that_is_over_is_refused()
    {
        var scheduler = stage.Scheduler();
        await scheduler.ReserveAsync(Claim("r-1", 10, 1, 2, token: 5), default);
        (await Should.ThrowAsync<SchedulerException>(() => scheduler.ReserveAsync(Claim("r-1", 10, 1, 2, token: 4), default))).Trouble.ShouldBe(SchedulerTrouble.StaleLease);
        await scheduler.ReserveAsync(Claim("r-1", 60, 1, 3, token: 6), default);
        (await Should.ThrowAsync<SchedulerException>(() => scheduler.ReserveAsync(Claim("r-2", 5, 2, 4), default))).Why
            .ShouldBe(Refusal.Because("reservation-conflict", ("pool", SimulatedWorld.Site.Pools[0].Id), ("needDevices", 5), ("freeDevices", 4)));
        (await Should.ThrowAsync<SchedulerException>(() => scheduler.ReserveAsync(Claim("r-3", 1, -2, -1), default))).Why.Code.ShouldBe("reservation-over");
    }

    [Fact]
    public void reservations_never_hold_more_than_there_is_in_any_hour() =>
        Gen.Select(Gen.Int[1, 40], Gen.Int[0, 20], Gen.Int[1, 8]).Array[1, 25].Sample(claims =>
        {
            using var own = new SimulatedStage(clock);
            var scheduler = own.Scheduler();
            var held = new List<ReservationOrder>();
            foreach (var ((devices, from, hours), index) in claims.Select((c, i) => (c, i)))
            {
                var claim = Claim($"r-{index}", devices, from, from + hours);
                var taken = scheduler.ReserveAsync(claim, default);
                if (!taken.IsFaulted)
                    held.Add(claim);
                else if (Enumerable.Range(from, hours).All(h => devices + Held(held, h) <= 64))
                    return false; // it fits in every hour and was refused all the same
            }
            return Enumerable.Range(0, 30).All(h => Held(held, h) <= 64);

            int Held(List<ReservationOrder> all, int hour) => all.Where(c => c.From <= At(hour) && At(hour) < c.To).Sum(c => c.Devices);
        }, iter: 100);

    [Fact]
    public void options_out_of_bounds_are_refused_all_at_once()
    {
        var options = stage.Options(o => (o.DoubleRunRate, o.OutagesPerDay, o.OutageLength, o.ForeignShare) = (1.5, 48, TimeSpan.FromHours(1), double.NaN));
        var message = Should.Throw<ArgumentException>(() => options.Checked()).Message;
        message.ShouldContain("DoubleRunRate");
        message.ShouldContain("ForeignShare");
        message.ShouldContain("Outage: 48 times a day leaves room for 00:30:00");
        stage.Options().Checked();
    }

    public void Dispose() => stage.Dispose();

    private DateTimeOffset At(int hour) => new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.Zero).AddHours(hour);

    private ReservationOrder Claim(string key, int devices, int from, int to, long token = 1) =>
        new(new ReservationKey(key), new FencingToken(token), SimulatedWorld.Site.Pools[0].Id, devices, At(from), At(to));
}
