using ComputeNet.Brain.Timing;

namespace ComputeNet.Benchmarks.Gaia;

/// <summary>
/// The policies of GAIA (ASPLOS'24) that start a job once and let it run, as their simulator has them (umassos/GAIA @62a5efcc,
/// src/scheduling/carbon_waiting_policy.py): all see the true carbon, none the job's length, only the average of its queue. Starts are tried by the hour
/// from the arrival on; of equals the first.
/// </summary>
internal static class PublishedPolicies
{
    private const long Hour = 3600;

    internal static readonly IReadOnlyList<(string Name, Func<CostCurve, GaiaArrival, long> Start)> All =
        [("NoWait", NoWait), ("Lowest-Slot", LowestSlot), ("Carbon-Time", CarbonTime), ("Lowest-Window", LowestWindow)];

    internal static long NoWait(CostCurve curve, GaiaArrival job) => job.ArrivalSecond;

    /// <summary>The first moment of the cleanest hour.</summary>
    internal static long LowestSlot(CostCurve curve, GaiaArrival job)
    {
        var hours = Enumerable.Range((int)(job.ArrivalSecond / Hour), (int)(job.LatestStartSecond / Hour - job.ArrivalSecond / Hour) + 1);
        return Math.Max(job.ArrivalSecond, hours.MinBy(h => curve.RateAt(h * Hour)) * Hour);
    }

    /// <summary>The most carbon saved per time until a job of average length would end.</summary>
    internal static long CarbonTime(CostCurve curve, GaiaArrival job)
    {
        var now = curve.Over(job.ArrivalSecond, job.ArrivalSecond + job.Queue.AverageSeconds);
        return Hourly(job).MaxBy(s => (now - curve.Over(s, s + job.Queue.AverageSeconds)) / (double)(s - job.ArrivalSecond + job.Queue.AverageSeconds));
    }

    /// <summary>The least carbon for a job of average length.</summary>
    internal static long LowestWindow(CostCurve curve, GaiaArrival job) => Hourly(job).MinBy(s => curve.Over(s, s + job.Queue.AverageSeconds));

    private static IEnumerable<long> Hourly(GaiaArrival job)
    {
        for (var start = job.ArrivalSecond; start <= job.LatestStartSecond; start += Hour)
            yield return start;
    }
}
