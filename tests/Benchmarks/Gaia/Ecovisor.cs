using ComputeNet.Brain.Timing;

namespace ComputeNet.Benchmarks.Gaia;

/// <summary>
/// Ecovisor as GAIA's simulator has it (umassos/GAIA @62a5efcc, src/scheduling/suspend_scheduling_policy.py): runs while carbon is below the 30th percentile
/// of the day that begins with the arrival, idles otherwise until the waiting limit is used up, then runs on. It needs no length.
/// </summary>
internal static class Ecovisor
{
    private const double Percentile = 0.3;
    private const int SlotSeconds = 5;
    private const int Hour = 3600;
    private const int Day = 24 * Hour;

    internal static IReadOnlyList<Segment> Stretches(CostCurve curve, GaiaArrival job, long lengthSeconds)
    {
        var (threshold, stretches) = (Threshold(curve, job.ArrivalSecond), new List<Segment>());
        var (now, left, idle) = (job.ArrivalSecond, lengthSeconds, job.Queue.WaitingLimitSeconds);
        while (left > 0)
        {
            var untilHourEnds = (now / Hour + 1) * Hour - now;
            var runs = idle == 0 || curve.RateAt(now) < threshold;
            var step = Math.Min(untilHourEnds, runs ? left : idle);
            if (runs && stretches.Count > 0 && stretches[^1].ToSecond == now)
                stretches[^1] = stretches[^1] with { ToSecond = now + step };
            else if (runs)
                stretches.Add(new Segment(now, now + step));
            (now, left, idle) = runs ? (now + step, left - step, idle) : (now + step, left, idle - step);
        }
        return stretches;
    }

    /// <summary>Over slots of 5 s, interpolated between the two nearest ranks.</summary>
    private static double Threshold(CostCurve curve, long from)
    {
        var rates = Enumerable.Range(0, Day / SlotSeconds).Select(slot => curve.RateAt(from + slot * SlotSeconds)).Order().ToArray();
        var rank = Percentile * (rates.Length - 1);
        return rates[(int)rank] + (rank - (int)rank) * (rates[(int)rank + 1] - rates[(int)rank]);
    }
}
