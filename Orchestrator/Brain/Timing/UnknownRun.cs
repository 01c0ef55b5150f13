namespace ComputeNet.Brain.Timing;

/// <summary>A run whose length nobody knows, that must not be interrupted and has to start in time.</summary>
public static class UnknownRun
{
    /// <summary>
    /// The start with the least expected cost, to the second; the earliest of equals. Planning with the average instead
    /// (a belief that is <see cref="LengthBelief.Certain"/>) is dearer: it aims at a valley that short runs need not be at the end of and long runs outlast.
    /// </summary>
    /// <exception cref="ArgumentException">The curve ends before the longest run that is believed possible.</exception>
    public static long CheapestStart(CostCurve curve, long earliestSecond, long latestStartSecond, LengthBelief belief)
    {
        if (earliestSecond < 0 || latestStartSecond < earliestSecond || latestStartSecond + belief.LongestSeconds > curve.EndSecond)
            throw new ArgumentException(
                $"Starting from {earliestSecond} s to {latestStartSecond} s and running {belief.LongestSeconds} s does not lie on a curve of {curve.EndSecond} s.", nameof(curve));
        var best = new CheapestStart(earliestSecond, Expected(earliestSecond)).Or(latestStartSecond, Expected(latestStartSecond));
        foreach (var boundary in curve.BoundariesWithin(earliestSecond, latestStartSecond + belief.LongestSeconds))
        {
            // The expected cost bends only where a possible run starts or ends on a boundary.
            Consider(boundary);
            foreach (var length in belief.Lengths)
                Consider(boundary - length.Seconds);
        }
        return best.Second;

        void Consider(long start)
        {
            if (start > earliestSecond && start < latestStartSecond)
                best = best.Or(start, Expected(start));
        }

        Int128 Expected(long start)
        {
            Int128 sum = 0;
            foreach (var length in belief.Lengths)
                sum += (Int128)curve.Over(start, start + length.Seconds) * length.Weight;
            return sum;
        }
    }
}
