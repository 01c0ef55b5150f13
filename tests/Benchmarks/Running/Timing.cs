using System.Diagnostics;

namespace ComputeNet.Benchmarks.Running;

/// <summary>Repeats and percentiles. What is repeated runs once more before it counts: the first run compiles.</summary>
public static class Timing
{
    /// <summary>The last answer, with the seconds of every counted run.</summary>
    public static (T Answer, Spread Seconds) Repeat<T>(int repeats, Func<T> run)
    {
        run();
        return Timed(run, Math.Max(1, repeats));
    }

    /// <summary>One run without a warm-up, for what takes minutes.</summary>
    public static (T Answer, Spread Seconds) Once<T>(Func<T> run) => Timed(run, 1);

    public static double MicrosecondsSince(long start) => Stopwatch.GetElapsedTime(start).TotalMicroseconds;

    private static (T Answer, Spread Seconds) Timed<T>(Func<T> run, int times)
    {
        var seconds = new double[times];
        T answer = default!;
        for (var i = 0; i < times; i++)
        {
            var start = Stopwatch.GetTimestamp();
            answer = run();
            seconds[i] = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }
        return (answer, new Spread(seconds));
    }
}
