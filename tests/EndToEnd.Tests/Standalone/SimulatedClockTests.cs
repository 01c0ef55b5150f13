using ComputeNet.EndToEnd.Tests.Harness;
using ComputeNet.Standalone;
using ComputeNet.Standalone.Clock;

namespace ComputeNet.EndToEnd.Tests.Standalone;

public sealed class SimulatedClockTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly HandClock real = new(new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero));

    public void Dispose() => folder.Dispose();

    [Fact]
    public void an_hour_passes_in_a_minute_at_speed_60()
    {
        var clock = Running(real.Now, 60);
        real.Pass(TimeSpan.FromMinutes(1));
        clock.GetUtcNow().ShouldBe(new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public void measured_durations_run_as_fast_as_the_clock()
    {
        var clock = Running(real.Now, 60);
        var begin = clock.GetTimestamp();
        real.Pass(TimeSpan.FromSeconds(2));
        clock.GetElapsedTime(begin).ShouldBe(TimeSpan.FromMinutes(2));
    }

    [Fact]
    public void timers_wait_the_simulated_time_and_a_short_period_does_not_become_once()
    {
        using var timer = Running(real.Now, 60).CreateTimer(_ => { }, null, TimeSpan.FromMinutes(1), TimeSpan.FromMilliseconds(2));
        real.Waits.ShouldBe([(TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(1))]);
        timer.Change(Timeout.InfiniteTimeSpan, TimeSpan.Zero);
        real.Waits[^1].ShouldBe((Timeout.InfiniteTimeSpan, TimeSpan.Zero));
    }

    [Fact]
    public void the_clock_does_not_pass_what_is_on_record()
    {
        var clock = new SimulatedClock(real.Now, 60, real);
        clock.AllowUntil(real.Now.AddMinutes(5));
        real.Pass(TimeSpan.FromHours(1));
        clock.GetUtcNow().ShouldBe(new(2026, 11, 23, 8, 5, 0, TimeSpan.Zero));
    }

    [Fact]
    public async Task after_an_orderly_stop_time_goes_on_exactly_where_it_stood()
    {
        DateTimeOffset stood;
        await using (var first = Open(60))
        {
            real.Pass(TimeSpan.FromSeconds(2));
            stood = first.Clock.GetUtcNow();
        }
        await using var second = Open(1);
        second.Clock.GetUtcNow().ShouldBe(stood);
    }

    [Fact]
    public async Task after_a_crash_no_instant_is_shown_twice()
    {
        await using var crashed = Open(60); // not disposed before the next one opens: nothing but the file survives
        real.Pass(TimeSpan.FromHours(1));
        var last = crashed.Clock.GetUtcNow();
        await using var next = Open(60);
        next.Clock.GetUtcNow().ShouldBeGreaterThanOrEqualTo(last);
    }

    [Fact]
    public async Task at_ordinary_speed_the_clock_is_the_machines_own()
    {
        await using var keeper = Open(1);
        keeper.Clock.ShouldBeSameAs(real);
    }

    [Fact]
    public void an_unreadable_record_is_refused_rather_than_ignored()
    {
        File.WriteAllText(folder["clock.json"], "{");
        Should.Throw<StartupRefusedException>(() => Open(60)).Message.ShouldContain(folder["clock.json"]);
    }

    private ClockKeeper Open(double speed) => ClockKeeper.Open(folder["clock.json"], speed, real);

    private SimulatedClock Running(DateTimeOffset anchor, double speed)
    {
        var clock = new SimulatedClock(anchor, speed, real);
        clock.AllowUntil(DateTimeOffset.MaxValue);
        return clock;
    }

    /// <summary>Real time, moved by hand; remembers what its timers were asked to wait.</summary>
    private sealed class HandClock(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; private set; } = now;
        public List<(TimeSpan Due, TimeSpan Period)> Waits { get; } = [];

        public void Pass(TimeSpan time) => Now += time;
        public override DateTimeOffset GetUtcNow() => Now;
        public override long TimestampFrequency => TimeSpan.TicksPerSecond;
        public override long GetTimestamp() => Now.UtcTicks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Waits.Add((dueTime, period));
            return new HandTimer(this);
        }

        private sealed class HandTimer(HandClock clock) : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period)
            {
                clock.Waits.Add((dueTime, period));
                return true;
            }

            public void Dispose() { }
            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
