namespace ComputeNet.Brain.Timing;

/// <summary>A window and its terms counted in whole quanta.</summary>
/// <param name="Quantum">Seconds.</param>
/// <param name="Length">Quanta between the earliest start and the deadline.</param>
/// <param name="Work">Quanta of work, rounded up.</param>
/// <param name="Least">Quanta of work that a segment has at least; 1 or more.</param>
/// <param name="Resume">Quanta that a resume runs, rounded up.</param>
/// <param name="IsExact">Nothing was rounded and every boundary of the curve lies on the grid.</param>
internal readonly record struct RunGrid(long Quantum, int Length, int Work, int Least, int Resume, bool IsExact)
{
    /// <summary>A finer grid than this would take longer than what it gains is worth.</summary>
    private const long MostExactCells = 100_000;

    /// <summary>
    /// The grid of the greatest common divisor is exact to the second: with the number of segments given, timing them is a linear program whose
    /// corners have every segment tied to a boundary of the curve or an edge of the window, as long as the least, or as the rest of the work.
    /// </summary>
    internal static RunGrid For(CostCurve curve, RunWindow window, SplitTerms terms, long mostCells)
    {
        var length = window.DeadlineSecond - window.EarliestSecond;
        var exact = Divisor(curve.StepSeconds, window.EarliestSecond % curve.StepSeconds, length, window.WorkSeconds, terms.LeastSegmentSeconds, terms.ResumeSeconds);
        if (Fits(exact))
            return On(exact, 0);
        var quantum = Math.Max(exact + 1, (long)Math.Sqrt((double)length / Math.Max(1, mostCells) * window.WorkSeconds));
        while (!Fits(quantum))
            quantum += 1 + quantum / 8;
        return On(quantum, 1);

        bool Fits(long quantum) => ((Int128)length / quantum + 1) * (window.WorkSeconds / quantum + 2) <= Math.Max(16, mostCells);

        // The last segment is cut to the second afterwards: one quantum more keeps it from getting shorter than the least.
        RunGrid On(long quantum, int spare) => new(
            quantum, (int)(length / quantum), (int)Up(window.WorkSeconds, quantum),
            (int)Math.Min(int.MaxValue / 4, Math.Max(1, Up(terms.LeastSegmentSeconds, quantum) + spare)),
            (int)Math.Min(int.MaxValue / 4, Up(terms.ResumeSeconds, quantum)), spare == 0);
    }

    /// <summary>
    /// The grid on which segments begin with slots and resumes are whole. Exact where the seconds of work and of the least segment have enough in common with
    /// those; else the work is rounded up, and the least segment with one quantum to spare, which the last segment may lose again.
    /// </summary>
    internal static RunGrid OnSlots(CostCurve curve, RunWindow window, SplitTerms terms)
    {
        var exact = Divisor(curve.StepSeconds, terms.ResumeSeconds, terms.LeastSegmentSeconds > 1 ? terms.LeastSegmentSeconds : 0, window.WorkSeconds);
        return On(exact, 0) is { Cells: <= MostExactCells } fine ? fine : On(Divisor(curve.StepSeconds, terms.ResumeSeconds), 1);

        RunGrid On(long quantum, int spare) => new(
            quantum, (int)Math.Min(int.MaxValue / 4, (window.DeadlineSecond - window.EarliestSecond) / quantum), (int)Math.Min(int.MaxValue / 4, Up(window.WorkSeconds, quantum)),
            (int)Math.Min(int.MaxValue / 4, Math.Max(1, Up(terms.LeastSegmentSeconds, quantum)) + spare), (int)Math.Min(int.MaxValue / 4, terms.ResumeSeconds / quantum), spare == 0);
    }

    internal long Cells => (Length + 1L) * (Work + 1L);

    internal bool Fits(long mostCells) => Cells <= mostCells;

    private static long Up(long seconds, long quantum) => seconds / quantum + (seconds % quantum == 0 ? 0 : 1);

    private static long Divisor(params ReadOnlySpan<long> seconds)
    {
        var divisor = 0L;
        foreach (var value in seconds)
        {
            var other = value;
            while (other != 0)
                (divisor, other) = (other, divisor % other);
        }
        return divisor;
    }
}
