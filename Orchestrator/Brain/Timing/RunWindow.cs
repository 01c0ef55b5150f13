namespace ComputeNet.Brain.Timing;

/// <summary>When one run may happen and how much there is to do, in seconds from the start of the curve.</summary>
/// <param name="EarliestSecond">It does not start before; at least 0.</param>
/// <param name="DeadlineSecond">It has ended by then.</param>
/// <param name="WorkSeconds">Seconds of running that complete it; at least 1.</param>
public readonly record struct RunWindow(long EarliestSecond, long DeadlineSecond, long WorkSeconds)
{
    /// <summary>The last second from which an uninterrupted run still ends in time.</summary>
    public long LatestStartSecond => DeadlineSecond - WorkSeconds;

    /// <exception cref="ArgumentException">The window is no window of this curve: a mistake of the caller, not a workload that does not fit.</exception>
    internal void MustLieOn(CostCurve curve)
    {
        if (EarliestSecond < 0 || WorkSeconds < 1 || DeadlineSecond > curve.EndSecond)
            throw new ArgumentException($"From {EarliestSecond} s to {DeadlineSecond} s with {WorkSeconds} s of work does not lie on a curve of {curve.EndSecond} s.", nameof(curve));
    }
}
