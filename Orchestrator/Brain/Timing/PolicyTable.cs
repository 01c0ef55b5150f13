namespace ComputeNet.Brain.Timing;

/// <summary>
/// Least expected cost by (steps idled, steps of work done), backwards: idle a step, or run one. Expectations are kept as sums over the weights of the lengths
/// that are longer than the work done, so nothing is divided and all is exact on the steps.
/// </summary>
internal sealed class PolicyTable
{
    private readonly CostCurve curve;
    private readonly long earliest;
    private readonly long step;
    private readonly long resumeCost;
    private readonly int idles;
    private readonly int works;
    private readonly long[] outlasting;
    private readonly List<LikelyLength>[] ending;
    private readonly Int128[] whileIdle;
    private readonly Int128[] whileRunning;

    internal PolicyTable(CostCurve curve, long earliest, long idleSeconds, LengthBelief belief, long resumeCost, long step)
    {
        (this.curve, this.earliest, this.step, this.resumeCost) = (curve, earliest, step, resumeCost);
        (idles, works) = ((int)(idleSeconds / step), (int)((belief.LongestSeconds + step - 1) / step));
        ending = [.. Enumerable.Range(0, works).Select(w => belief.Lengths.Where(l => l.Seconds > w * step && l.Seconds <= (w + 1) * step).ToList())];
        outlasting = new long[works + 1];
        for (var work = works - 1; work >= 0; work--)
            outlasting[work] = outlasting[work + 1] + ending[work].Sum(l => l.Weight);
        (whileIdle, whileRunning) = (new Int128[(idles + 1) * (works + 1)], new Int128[(idles + 1) * (works + 1)]);
        for (var idle = idles; idle >= 0; idle--)
        {
            for (var work = works - 1; work >= 0; work--)
            {
                var cell = Cell(idle, work);
                var (run, wait) = (Run(idle, work), idle < idles ? whileIdle[Cell(idle + 1, work)] : Int128.MaxValue);
                whileRunning[cell] = Int128.Min(run, wait);
                whileIdle[cell] = Int128.Min(run + Resume(work), wait);
            }
        }
    }

    /// <summary>Running is preferred to idling at equal cost.</summary>
    internal IReadOnlyList<Segment> Stretches()
    {
        var (segments, idle, isRunning, began) = (new List<Segment>(), 0, false, 0L);
        for (var work = 0; work < works;)
        {
            var wait = idle < idles ? whileIdle[Cell(idle + 1, work)] : Int128.MaxValue;
            var runs = Run(idle, work) + (isRunning ? 0 : Resume(work)) <= wait;
            if (runs && !isRunning)
                began = SecondOf(idle, work);
            if (!runs && isRunning)
                segments.Add(new Segment(began, SecondOf(idle, work)));
            (isRunning, idle, work) = (runs, runs ? idle : idle + 1, runs ? work + 1 : work);
        }
        segments.Add(new Segment(began, SecondOf(idle, works)));
        return segments;
    }

    private Int128 Run(int idle, int work)
    {
        var from = SecondOf(idle, work);
        var cost = whileRunning[Cell(idle, work + 1)];
        if (outlasting[work + 1] > 0)
            cost += (Int128)outlasting[work + 1] * curve.Over(from, from + step);
        foreach (var length in ending[work])
            cost += (Int128)length.Weight * curve.Over(from, from + length.Seconds - work * step);
        return cost;
    }

    /// <summary>The first start resumes nothing.</summary>
    private Int128 Resume(int work) => work == 0 ? 0 : (Int128)outlasting[work] * resumeCost;

    private int Cell(int idle, int work) => idle * (works + 1) + work;

    private long SecondOf(int idle, int work) => earliest + (idle + (long)work) * step;
}
