namespace ComputeNet.Brain.Timing;

/// <summary>Interruptions that cost nothing: the cheapest seconds of the window, whichever they are.</summary>
internal static class FreeSplit
{
    internal static TimedRun Cheapest(CostCurve curve, RunWindow window)
    {
        var pieces = new List<(long Rate, Segment Span)>();
        var from = window.EarliestSecond;
        foreach (var to in curve.BoundariesWithin(window.EarliestSecond, window.DeadlineSecond).Append(window.DeadlineSecond))
        {
            pieces.Add((curve.RateAt(from), new Segment(from, to)));
            from = to;
        }
        pieces.Sort(static (a, b) => a.Rate != b.Rate ? a.Rate.CompareTo(b.Rate) : a.Span.FromSecond.CompareTo(b.Span.FromSecond));
        var (left, cost) = (window.WorkSeconds, 0L);
        var taken = new List<Segment>();
        for (var p = 0; left > 0; p++)
        {
            var (rate, span) = pieces[p];
            taken.Add(span.Seconds <= left ? span : Touching(taken, span, left));
            cost += rate * taken[^1].Seconds;
            left -= taken[^1].Seconds;
        }
        taken.Sort(static (a, b) => a.FromSecond.CompareTo(b.FromSecond));
        return new TimedRun(Joined(taken), cost, cost);
    }

    /// <summary>The part of a piece that is needed: at its start, unless only what follows runs too (a resume less).</summary>
    private static Segment Touching(List<Segment> taken, Segment piece, long seconds) =>
        taken.Exists(s => s.FromSecond == piece.ToSecond) && !taken.Exists(s => s.ToSecond == piece.FromSecond)
            ? piece with { FromSecond = piece.ToSecond - seconds }
            : piece with { ToSecond = piece.FromSecond + seconds };

    /// <summary>Segments that touch become one.</summary>
    private static List<Segment> Joined(List<Segment> inOrder)
    {
        var joined = new List<Segment>();
        foreach (var segment in inOrder)
        {
            if (joined.Count > 0 && joined[^1].ToSecond == segment.FromSecond)
                joined[^1] = joined[^1] with { ToSecond = segment.ToSecond };
            else
                joined.Add(segment);
        }
        return joined;
    }
}
