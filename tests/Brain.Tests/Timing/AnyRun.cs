using ComputeNet.Brain.Timing;
using CsCheck;

namespace ComputeNet.Brain.Tests.Timing;

/// <summary>Random curves and windows, small enough to try every second of.</summary>
internal static class AnyRun
{
    internal static readonly Gen<CostCurve> Curve =
        from step in Gen.Int[1, 4]
        from rates in Gen.Long[0, 20].Array[4, 7]
        select new CostCurve(rates, step);

    /// <summary>A curve, a window that holds the work, and terms that sometimes matter.</summary>
    internal static readonly Gen<(CostCurve Curve, RunWindow Window, SplitTerms Terms)> Run =
        from curve in Curve
        from earliest in Gen.Long[0, Math.Min(3, curve.EndSecond - 2)]
        from deadline in Gen.Long[earliest + 1, Math.Min(earliest + 14, curve.EndSecond)]
        from work in Gen.Long[1, deadline - earliest]
        from resume in Gen.Long[0, 12]
        from restart in Gen.Long[0, 2]
        from least in Gen.Long[0, 4]
        select (curve, new RunWindow(earliest, deadline, work), new SplitTerms(resume, restart, least));

    /// <summary>The least cost over every set of segments on the seconds, found by trying them all.</summary>
    internal static long Tried(CostCurve curve, RunWindow window, SplitTerms terms)
    {
        var best = long.MaxValue;
        Try(window.EarliestSecond, window.WorkSeconds, 0, isFirst: true);
        return best;

        void Try(long from, long left, long cost, bool isFirst)
        {
            if (left == 0)
            {
                best = Math.Min(best, cost);
                return;
            }
            var extra = isFirst ? 0 : terms.ResumeSeconds;
            for (var start = from; start < window.DeadlineSecond; start++)
            {
                // A single segment may be shorter than the least: a run that is never interrupted writes no checkpoint.
                for (var work = 1L; work <= left && start + extra + work <= window.DeadlineSecond; work++)
                {
                    if (work >= terms.LeastSegmentSeconds || work == window.WorkSeconds)
                        Try(start + extra + work, left - work, cost + curve.Over(start, start + extra + work) + (isFirst ? 0 : terms.ResumeCost), isFirst: false);
                }
            }
        }
    }

    /// <summary>Cost of the segments by adding up single seconds.</summary>
    internal static long BySeconds(CostCurve curve, TimedRun run, SplitTerms terms)
    {
        var cost = run.Resumes * terms.ResumeCost;
        foreach (var segment in run.Segments)
        {
            for (var second = segment.FromSecond; second < segment.ToSecond; second++)
                cost += curve.RateAt(second);
        }
        return cost;
    }
}
