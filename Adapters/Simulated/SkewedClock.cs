namespace ComputeNet.Adapters.Simulated;

/// <summary>A clock that shows another time than the one it follows, always by the same; waits and measurements are the other's.</summary>
public sealed class SkewedClock(TimeProvider clock, TimeSpan by) : TimeProvider
{
    public override TimeZoneInfo LocalTimeZone => clock.LocalTimeZone;

    public override long TimestampFrequency => clock.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow() + by;

    public override long GetTimestamp() => clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => clock.CreateTimer(callback, state, dueTime, period);
}
