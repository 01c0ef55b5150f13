namespace ComputeNet.Portal.Features.Sites.Telemetry;

/// <summary>The time under a chart: from its first reading to now, never shorter than a quarter of an hour, so that one reading is a point and not a wall.</summary>
public sealed record TimeAxis(DateTimeOffset From, DateTimeOffset To)
{
    private const int MostTicks = 5;

    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan[] Steps =
        [.. new[] { 5, 10, 15, 30, 60, 120, 180, 360 }.Select(m => TimeSpan.FromMinutes(m))];

    public static TimeAxis Of(IReadOnlyList<DateTimeOffset> times, DateTimeOffset now)
    {
        var from = times.Count == 0 || times[0] > now ? now : times[0];
        return new(now - from < Shortest ? now - Shortest : from, now);
    }

    public double X(DateTimeOffset at) => (at - From) / (To - From);

    /// <summary>Round times, at most five of them.</summary>
    public IReadOnlyList<DateTimeOffset> Ticks
    {
        get
        {
            var step = Steps.FirstOrDefault(s => (To - From) / s <= MostTicks, Steps[^1]);
            var first = new DateTimeOffset((From.UtcTicks + step.Ticks - 1) / step.Ticks * step.Ticks, TimeSpan.Zero);
            return [.. Enumerable.Range(0, MostTicks + 1).Select(i => first + i * step).TakeWhile(t => t <= To)];
        }
    }
}
