namespace ComputeNet.Brain.Timing;

/// <summary>
/// Cheapest segments by dynamic programming over (quanta passed, quanta of work done): idle waits or begins a segment, a segment goes on or ends.
/// A segment begins with its resume and its least length in one stride, so two tables suffice.
/// </summary>
internal sealed class SegmentTable
{
    private const long Never = long.MaxValue / 2;

    private readonly CostCurve curve;
    private readonly RunWindow window;
    private readonly SplitTerms terms;
    private readonly RunGrid grid;
    private readonly HeldSlots? slots;
    private readonly int width;
    private readonly long[] idle;
    private readonly long[] running;

    private SegmentTable(CostCurve curve, RunWindow window, SplitTerms terms, RunGrid grid, HeldSlots? slots)
    {
        (this.curve, this.window, this.terms, this.grid, this.slots) = (curve, window, terms, grid, slots);
        width = grid.Work + 1;
        (idle, running) = (new long[(grid.Length + 1) * width], new long[(grid.Length + 1) * width]);
        Array.Fill(idle, Never);
        Array.Fill(running, Never);
    }

    /// <summary>Null when no segments of this grid hold the work.</summary>
    /// <param name="slots">Where segments may lie, and what ending late costs; null: anywhere, nothing.</param>
    internal static TimedRun? Cheapest(CostCurve curve, RunWindow window, SplitTerms terms, RunGrid grid, HeldSlots? slots = null)
    {
        if (grid.Work > grid.Length || grid.Least > grid.Work)
            return null;
        var table = new SegmentTable(curve, window, terms, grid, slots);
        table.Fill();
        return table.Read();
    }

    private void Fill()
    {
        idle[0] = 0;
        for (var now = 1; now <= grid.Length; now++)
        {
            var quantum = IsFree(now - 1, now) ? Cost(now - 1, now) : Never;
            idle[now * width] = 0;
            for (var done = 1; done <= Math.Min(now, grid.Work); done++)
            {
                var cell = now * width + done;
                running[cell] = Math.Min(Added(running[cell - width - 1], quantum), Begun(now, done));
                idle[cell] = Math.Min(idle[cell - width], running[cell]);
            }
        }
    }

    /// <summary>What it costs when a segment has run just its least length by now.</summary>
    private long Begun(int now, int done)
    {
        var from = BeginOf(now, done);
        if (done < grid.Least || from < 0 || !IsFree(from, now) || slots?.MayBegin(SecondOf(from)) == false)
            return Never;
        return Added(idle[from * width + done - grid.Least], (done > grid.Least ? terms.ResumeCost : 0) + Cost(from, now));
    }

    private bool IsFree(int from, int to) => slots?.AreFree(SecondOf(from), SecondOf(to)) ?? true;

    private static long Added(long cost, long more) => cost >= Never || more >= Never ? Never : cost + more;

    private int BeginOf(int now, int done) => now - grid.Least - (done > grid.Least ? grid.Resume : 0);

    private TimedRun? Read()
    {
        var now = Enumerable.Range(0, grid.Length + 1).MinBy(t => Added(running[t * width + grid.Work], EndCost(SecondOf(t) - Surplus)));
        if (running[now * width + grid.Work] >= Never)
            return null;
        var segments = new List<Segment>();
        for (var done = grid.Work; done > 0;)
        {
            var end = now;
            // Going on is preferred to beginning anew, so that equal costs never touch without need.
            while (done > grid.Least && IsFree(now - 1, now) && running[now * width + done] == Added(running[(now - 1) * width + done - 1], Cost(now - 1, now)))
                (now, done) = (now - 1, done - 1);
            (now, done) = (BeginOf(now, done), done - grid.Least);
            segments.Add(new Segment(SecondOf(now), SecondOf(end)));
            while (done > 0 && running[now * width + done] != idle[now * width + done])
                now--;
        }
        segments.Reverse();
        return Trimmed(segments);
    }

    /// <summary>Cuts what rounding up to whole quanta added: at the start of every resumed segment, and at the end of the last.</summary>
    private TimedRun Trimmed(List<Segment> segments)
    {
        for (var s = 1; s < segments.Count; s++)
            segments[s] = segments[s] with { FromSecond = segments[s].FromSecond + grid.Resume * grid.Quantum - terms.ResumeSeconds };
        segments[^1] = segments[^1] with { ToSecond = segments[^1].ToSecond - Surplus };
        var cost = segments.Sum(s => curve.Over(s.FromSecond, s.ToSecond)) + (segments.Count - 1) * terms.ResumeCost + EndCost(segments[^1].ToSecond);
        return new TimedRun(segments, cost, cost);
    }

    /// <summary>Seconds by which the work was rounded up.</summary>
    private long Surplus => grid.Work * grid.Quantum - window.WorkSeconds;

    private long EndCost(long second) => slots?.EndCost(second) ?? 0;

    private long Cost(int from, int to) => curve.Over(SecondOf(from), SecondOf(to));

    private long SecondOf(int quantum) => window.EarliestSecond + quantum * grid.Quantum;
}
