using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Timing;
using ComputeNet.Contracts.Plans;

namespace ComputeNet.Brain.Problem;

/// <summary>When a run that is interrupted holds its devices: stretches by the second from now, in order, each from the start of a slot.</summary>
public sealed class Stretched
{
    private readonly SlotClock clock;

    public Stretched(IReadOnlyList<Segment> segments, SlotClock clock)
    {
        (Segments, this.clock) = (segments, clock);
        FirstSlot = (int)(segments[0].FromSecond / clock.SlotSeconds);
        RunSeconds = segments.Sum(s => s.Seconds);
    }

    /// <summary>At least one.</summary>
    public IReadOnlyList<Segment> Segments { get; }

    public int FirstSlot { get; }

    /// <summary>Work and resumes together.</summary>
    public long RunSeconds { get; }

    public double RunHours => RunSeconds / 3600.0;
    public long EndSecond => Segments[^1].ToSecond;
    public int Resumes => Segments.Count - 1;

    /// <summary>Slots that the stretches touch, each range by its first and the one after its last.</summary>
    internal IEnumerable<(long First, long End)> Slots => Segments.Select(s => (s.FromSecond / clock.SlotSeconds, (s.ToSecond + clock.SlotSeconds - 1) / clock.SlotSeconds));

    /// <summary>Adds devices to every slot of the row that it touches.</summary>
    internal void Add(Span<int> row, int devices)
    {
        foreach (var (first, end) in Slots)
            Windows.Add(row, first, end, devices);
    }

    /// <summary>∫ value dt over all stretches, in hours.</summary>
    internal double Sum(HourlyCurve curve)
    {
        var sum = 0.0;
        foreach (var segment in Segments)
            sum += curve.Sum((int)(segment.FromSecond / clock.SlotSeconds), segment.Seconds);
        return sum;
    }

    internal IReadOnlyList<RunStretch> Written => [.. Segments.Select(s => new RunStretch(clock.EndOf(0, s.FromSecond), clock.EndOf(0, s.ToSecond)))];

    /// <summary>As a plan tells it; null when it tells none.</summary>
    internal static Stretched? Of(IReadOnlyList<RunStretch>? told, SlotClock clock) =>
        told is { Count: > 0 } ? new Stretched([.. told.Select(s => new Segment(Math.Max(0, clock.SecondsFromNow(s.Start)), clock.SecondsFromNow(s.End)))], clock) : null;
}
