namespace ComputeNet.Standalone.Clock;

/// <summary>
/// Time that runs <c>speed</c> times as fast as the real one, from an anchor: what it shows, what it measures and how long its timers
/// wait all agree. It never shows an instant past <see cref="AllowUntil"/>, so that an instant once shown is never shown again after a crash.
/// </summary>
public sealed class SimulatedClock(DateTimeOffset anchor, double speed, TimeProvider real) : TimeProvider
{
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    private readonly long started = real.GetTimestamp();
    private long ceilingTicks = anchor.UtcTicks;

    public double Speed => speed;

    public override TimeZoneInfo LocalTimeZone => real.LocalTimeZone;

    public override long TimestampFrequency => real.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => new(Math.Min(Unlimited().UtcTicks, Interlocked.Read(ref ceilingTicks)), TimeSpan.Zero);

    public override long GetTimestamp() => (long)((real.GetTimestamp() - started) * speed);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new ScaledTimer(real.CreateTimer(callback, state, ToReal(dueTime), ToReal(period)), this);

    /// <summary>Where the clock stands if nothing holds it back.</summary>
    public DateTimeOffset Unlimited() => anchor + real.GetElapsedTime(started) * speed;

    /// <summary>Lets the clock run on to an instant that is safely on record as already used.</summary>
    public void AllowUntil(DateTimeOffset ceiling) => Interlocked.Exchange(ref ceilingTicks, ceiling.UtcTicks);

    /// <summary>A real wait is never zero, which would mean "once" to a periodic timer.</summary>
    private TimeSpan ToReal(TimeSpan simulated) =>
        simulated <= TimeSpan.Zero ? simulated
        : simulated / speed < ShortestWait ? ShortestWait
        : simulated / speed > LongestWait ? LongestWait
        : simulated / speed;

    private sealed class ScaledTimer(ITimer timer, SimulatedClock clock) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(clock.ToReal(dueTime), clock.ToReal(period));
        public void Dispose() => timer.Dispose();
        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
