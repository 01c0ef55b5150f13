using System.Diagnostics;
using ComputeNet.Brain.Timing;

namespace ComputeNet.Benchmarks.Gaia;

/// <summary>Segments per job, and how long each decision took.</summary>
internal sealed record GaiaAnswer(IReadOnlyList<Segment>[] Segments, double[] Microseconds);

/// <summary>Ways to run the jobs, told apart by what they know.</summary>
internal sealed class GaiaTracks(GaiaTrace trace, int start)
{
    /// <summary>What a queue promises counts as much as so many runs that were seen to end.</summary>
    private const long PriorRuns = 30;

    private readonly CostCurve curve = trace.From(start);
    private readonly Dictionary<GaiaQueue, LengthBelief> priors = trace.Arrivals.Select(a => a.Queue).Distinct()
        .ToDictionary(q => q, q => LengthBelief.FromMean(q.AverageSeconds, q.LeastSeconds, q.MostSeconds));

    /// <summary>A published policy.</summary>
    internal GaiaAnswer By(Func<CostCurve, GaiaArrival, long> policy) => Each(job => [Run(job, policy(curve, job))]);

    /// <summary>Knows every length.</summary>
    internal GaiaAnswer Knowing(SplitTerms? terms) => Each(job =>
    {
        var length = trace.Lengths[job.Job];
        var window = new RunWindow(job.ArrivalSecond, job.LatestStartSecond + length, length);
        return (terms is { } split ? SplitRun.Cheapest(curve, window, split, MostCells) : WholeRun.Cheapest(curve, window))!.Segments;
    });

    /// <summary>Knows the average of each queue.</summary>
    internal GaiaAnswer KnowingTheAverage() =>
        Each(job => [Run(job, UnknownRun.CheapestStart(curve, job.ArrivalSecond, job.LatestStartSecond, priors[job.Queue]))]);

    /// <summary>Knows the average of each queue, and has seen what became of earlier jobs of the queue: ended after how long, or how long running.</summary>
    internal GaiaAnswer Learning()
    {
        var seen = priors.Keys.ToDictionary(q => q, _ => new List<Segment>());
        return Each(job =>
        {
            var before = seen[job.Queue];
            var belief = LearnedLengths.From(
                priors[job.Queue], PriorRuns,
                before.Where(s => s.ToSecond <= job.ArrivalSecond).Select(s => s.Seconds),
                before.Where(s => s.FromSecond < job.ArrivalSecond && s.ToSecond > job.ArrivalSecond).Select(s => job.ArrivalSecond - s.FromSecond));
            var run = Run(job, UnknownRun.CheapestStart(curve, job.ArrivalSecond, job.LatestStartSecond, belief));
            before.Add(run);
            return [run];
        });
    }

    /// <summary>Knows the average of each queue, and of carbon only what the day before was like.</summary>
    internal GaiaAnswer WithoutForesight(long errorPerMillePerHour) => Each(job =>
    {
        var (hour, belief) = (job.ArrivalSecond / 3600 * 3600, priors[job.Queue]);
        var forecast = trace.Yesterday(start, job.ArrivalSecond) with { ErrorPerMillePerHour = errorPerMillePerHour };
        var expected = forecast.Cautious(job.LatestStartSecond - hour + belief.LongestSeconds);
        return [Run(job, hour + UnknownRun.CheapestStart(expected, job.ArrivalSecond - hour, job.LatestStartSecond - hour, belief))];
    });

    private const long MostCells = 100_000;

    private Segment Run(GaiaArrival job, long from) => new(from, from + trace.Lengths[job.Job]);

    private GaiaAnswer Each(Func<GaiaArrival, IReadOnlyList<Segment>> decide)
    {
        var (segments, microseconds) = (new IReadOnlyList<Segment>[trace.Arrivals.Count], new double[trace.Arrivals.Count]);
        foreach (var job in trace.Arrivals)
        {
            var began = Stopwatch.GetTimestamp();
            segments[job.Job] = decide(job);
            microseconds[job.Job] = Running.Timing.MicrosecondsSince(began);
        }
        return new GaiaAnswer(segments, microseconds);
    }
}
