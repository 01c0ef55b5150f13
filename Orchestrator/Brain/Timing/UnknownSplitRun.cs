namespace ComputeNet.Brain.Timing;

/// <summary>A run whose length nobody knows, that may be interrupted and may idle for so long in all.</summary>
public static class UnknownSplitRun
{
    private const long MostCells = 1_000_000;

    /// <summary>
    /// When to run for as long as it lasts: the stretches with the least expected cost on steps of <paramref name="stepSeconds"/> (longer ones where the table would
    /// pass a million cells). All that is learnt on the way is that the run still goes on, so the whole policy is one list: it is left where the run ends.
    /// A run that outlasts every believed length goes on uninterrupted.
    /// </summary>
    /// <param name="idleSeconds">It idles no longer than this in all, waiting for its start included.</param>
    /// <param name="resumeCost">What each resume costs, in the unit of the curve.</param>
    /// <exception cref="ArgumentException">The curve ends before the longest run could, or a figure is below zero.</exception>
    public static IReadOnlyList<Segment> Cheapest(CostCurve curve, long earliestSecond, long idleSeconds, LengthBelief belief, long resumeCost, long stepSeconds)
    {
        if (earliestSecond < 0 || idleSeconds < 0 || resumeCost < 0 || stepSeconds < 1 || earliestSecond + idleSeconds + belief.LongestSeconds > curve.EndSecond)
            throw new ArgumentException(
                $"From {earliestSecond} s, idling {idleSeconds} s, running {belief.LongestSeconds} s in steps of {stepSeconds} s does not lie on a curve of {curve.EndSecond} s.", nameof(curve));
        var step = stepSeconds;
        while ((idleSeconds / step + 1) * (belief.LongestSeconds / step + 2) > MostCells)
            step *= 2;
        return new PolicyTable(curve, earliestSecond, idleSeconds, belief, resumeCost, step).Stretches();
    }
}
