namespace ComputeNet.Brain.Timing;

/// <summary>A run that must not be interrupted, of known length, against a curve.</summary>
public static class WholeRun
{
    /// <summary>
    /// The cheapest start to the second; the earliest of equals. Null when the work does not fit into the window.
    /// </summary>
    /// <remarks>
    /// Between two boundaries of the curve the cost of shifting a run is a straight line, so a best start has the run's start or its end on a
    /// boundary, or on an edge of the window: only those are looked at.
    /// </remarks>
    public static TimedRun? Cheapest(CostCurve curve, RunWindow window)
    {
        window.MustLieOn(curve);
        if (window.LatestStartSecond < window.EarliestSecond)
            return null;
        var best = new CheapestStart(window.EarliestSecond, Cost(window.EarliestSecond));
        foreach (var start in curve.BoundariesWithin(window.EarliestSecond, window.LatestStartSecond))
            best = best.Or(start, Cost(start));
        foreach (var end in curve.BoundariesWithin(window.EarliestSecond + window.WorkSeconds, window.DeadlineSecond))
            best = best.Or(end - window.WorkSeconds, Cost(end - window.WorkSeconds));
        best = best.Or(window.LatestStartSecond, Cost(window.LatestStartSecond));
        return new TimedRun([new Segment(best.Second, best.Second + window.WorkSeconds)], (long)best.Cost, (long)best.Cost);

        long Cost(long start) => curve.Over(start, start + window.WorkSeconds);
    }
}
