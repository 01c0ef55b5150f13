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

    /// <summary>Steps of runs that may be interrupted.</summary>
    private const long StepSeconds = 300;

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
    internal GaiaAnswer Learning() => WithExperience((job, belief) =>
        [Run(job, UnknownRun.CheapestStart(curve, job.ArrivalSecond, job.LatestStartSecond, belief))]);

    /// <summary>GAIA's Ecovisor: interrupts where carbon is above the day's 30th percentile, until the waiting limit is used up.</summary>
    internal GaiaAnswer ByEcovisor() => Each(job => Ecovisor.Stretches(curve, job, trace.Lengths[job.Job]));

    /// <summary>May be interrupted for as long as its waiting limit in all; knows the average of each queue.</summary>
    internal GaiaAnswer InterruptedKnowingTheAverage() => Each(job => Interrupted(job, priors[job.Queue]));

    /// <summary>The same, and has seen what became of earlier jobs.</summary>
    internal GaiaAnswer InterruptedLearning() => WithExperience(Interrupted);

    private IReadOnlyList<Segment> Interrupted(GaiaArrival job, LengthBelief belief)
    {
        var (stretches, left) = (new List<Segment>(), trace.Lengths[job.Job]);
        foreach (var planned in UnknownSplitRun.Cheapest(curve, job.ArrivalSecond, job.Queue.WaitingLimitSeconds, belief, 0, StepSeconds))
        {
            if (left == 0)
                break;
            stretches.Add(planned with { ToSecond = Math.Min(planned.ToSecond, planned.FromSecond + left) });
            left -= stretches[^1].Seconds;
        }
        // It outlasts what was believed possible: it goes on.
        stretches[^1] = stretches[^1] with { ToSecond = stretches[^1].ToSecond + left };
        return stretches;
    }

    /// <summary>Of a job that was interrupted, the idle time is seen as well as the work; only work counts as its length.</summary>
    private GaiaAnswer WithExperience(Func<GaiaArrival, LengthBelief, IReadOnlyList<Segment>> decide)
    {
        var seen = priors.Keys.ToDictionary(q => q, _ => new List<IReadOnlyList<Segment>>());
        return Each(job =>
        {
            var before = seen[job.Queue];
            var belief = LearnedLengths.From(
                priors[job.Queue], PriorRuns,
                before.Where(run => run[^1].ToSecond <= job.ArrivalSecond).Select(run => run.Sum(s => s.Seconds)),
                before.Where(run => run[^1].ToSecond > job.ArrivalSecond).Select(run => run.Sum(s => Math.Clamp(job.ArrivalSecond - s.FromSecond, 0, s.Seconds))).Where(age => age > 0));
            before.Add(decide(job, belief));
            return before[^1];
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
