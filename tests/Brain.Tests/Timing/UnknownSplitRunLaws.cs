using ComputeNet.Brain.Timing;
using CsCheck;

namespace ComputeNet.Brain.Tests.Timing;

public sealed class UnknownSplitRunLaws
{
    private static readonly Gen<(CostCurve Curve, long Earliest, long Idle, LengthBelief Belief, long Resume)> Any =
        from rates in Gen.Long[0, 30].Array[14, 16]
        from earliest in Gen.Long[0, 2]
        from idle in Gen.Long[0, 5]
        from lengths in Gen.Select(Gen.Long[1, 6], Gen.Long[1, 5], (s, w) => new LikelyLength(s, w)).Array[1, 3]
        from resume in Gen.Long[0, 20]
        select (new CostCurve(rates, 1), earliest, idle, new LengthBelief(lengths), resume);

    [Fact]
    public void no_other_stretches_cost_less_in_expectation() => Any.Sample((curve, earliest, idle, belief, resume) =>
    {
        var found = UnknownSplitRun.Cheapest(curve, earliest, idle, belief, resume, 1);
        Expected(curve, Seconds(found), belief, resume).ShouldBe(Tried(curve, earliest, idle, belief, resume));
    });

    [Fact]
    public void it_idles_no_longer_than_allowed_and_lasts_as_long_as_believed() => Gen.Select(Any, Gen.Long[1, 3]).Sample((any, step) =>
    {
        var (curve, earliest, idle, belief, resume) = any;
        if (earliest + idle + belief.LongestSeconds + step > curve.EndSecond)
            return;
        var found = UnknownSplitRun.Cheapest(curve, earliest, idle, belief, resume, step);
        found.Sum(s => s.Seconds).ShouldBeInRange(belief.LongestSeconds, belief.LongestSeconds + step - 1);
        (found[^1].ToSecond - earliest - found.Sum(s => s.Seconds)).ShouldBeInRange(0, idle);
        found.Zip(found.Skip(1)).ShouldAllBe(pair => pair.First.ToSecond < pair.Second.FromSecond);
    });

    [Fact]
    public void a_length_known_for_certain_is_a_split_run() => Any.Sample((curve, earliest, idle, belief, resume) =>
    {
        var known = LengthBelief.Certain(belief.LongestSeconds);
        var window = new RunWindow(earliest, earliest + idle + belief.LongestSeconds, belief.LongestSeconds);
        Expected(curve, Seconds(UnknownSplitRun.Cheapest(curve, earliest, idle, known, resume, 1)), known, resume)
            .ShouldBe(SplitRun.Cheapest(curve, window, new SplitTerms(resume, 0, 1))!.Cost);
    });

    [Fact]
    public void dear_resumes_make_it_start_once() => Any.Sample((curve, earliest, idle, belief, _) =>
        UnknownSplitRun.Cheapest(curve, earliest, idle, belief, 1_000_000, 1).Count.ShouldBe(1));

    [Fact]
    public void a_curve_that_ends_too_soon_is_refused() =>
        Should.Throw<ArgumentException>(() => UnknownSplitRun.Cheapest(new CostCurve([1, 1], 10), 5, 6, LengthBelief.Certain(10), 0, 1)).Message.ShouldContain("curve of 20 s");

    private static List<long> Seconds(IReadOnlyList<Segment> segments) =>
        [.. segments.SelectMany(s => Enumerable.Range((int)s.FromSecond, (int)s.Seconds).Select(second => (long)second))];

    private static long Expected(CostCurve curve, List<long> seconds, LengthBelief belief, long resume)
    {
        var sum = 0L;
        foreach (var length in belief.Lengths)
        {
            var run = seconds.Take((int)length.Seconds).ToList();
            sum += length.Weight * (run.Sum(curve.RateAt) + resume * run.Zip(run.Skip(1)).Count(pair => pair.Second > pair.First + 1));
        }
        return sum;
    }

    /// <summary>The least over every way to idle so many seconds among the seconds of work.</summary>
    private static long Tried(CostCurve curve, long earliest, long idle, LengthBelief belief, long resume)
    {
        var (best, seconds) = (long.MaxValue, new List<long>());
        Try(earliest, idle);
        return best;

        void Try(long now, long left)
        {
            if (seconds.Count == belief.LongestSeconds)
            {
                best = Math.Min(best, Expected(curve, seconds, belief, resume));
                return;
            }
            seconds.Add(now);
            Try(now + 1, left);
            seconds.RemoveAt(seconds.Count - 1);
            if (left > 0)
                Try(now + 1, left - 1);
        }
    }
}
