namespace ComputeNet.Brain.Timing;

/// <summary>One uninterrupted stretch of running, from a second to another.</summary>
public readonly record struct Segment(long FromSecond, long ToSecond)
{
    public long Seconds => ToSecond - FromSecond;
}

/// <summary>When a run happens, what that costs, and a bound that no way of timing it under the same terms goes below.</summary>
/// <param name="Segments">In order, never overlapping; one when the run is not interrupted.</param>
/// <param name="Cost">Over all segments, resumes included.</param>
/// <param name="Bound">Equal to <paramref name="Cost"/> when the timing is proven best.</param>
public sealed record TimedRun(IReadOnlyList<Segment> Segments, long Cost, long Bound)
{
    public bool IsProvenBest => Cost == Bound;
    public long StartSecond => Segments[0].FromSecond;
    public long EndSecond => Segments[^1].ToSecond;
    public int Resumes => Segments.Count - 1;
}
