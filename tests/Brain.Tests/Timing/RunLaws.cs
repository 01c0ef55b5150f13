using ComputeNet.Brain.Timing;
using CsCheck;

namespace ComputeNet.Brain.Tests.Timing;

public sealed class RunLaws
{
    [Fact]
    public void a_whole_run_starts_at_the_cheapest_second_there_is() => AnyRun.Run.Sample((curve, window, _) =>
    {
        var run = WholeRun.Cheapest(curve, window)!;
        var starts = Enumerable.Range((int)window.EarliestSecond, (int)(window.LatestStartSecond - window.EarliestSecond) + 1);
        run.Cost.ShouldBe(starts.Min(s => curve.Over(s, s + window.WorkSeconds)));
        run.StartSecond.ShouldBe(starts.First(s => curve.Over(s, s + window.WorkSeconds) == run.Cost));
        run.Cost.ShouldBe(AnyRun.BySeconds(curve, run, SplitTerms.Free));
    });

    [Fact]
    public void a_split_run_is_as_cheap_as_the_best_of_all_splits() => AnyRun.Run.Sample((curve, window, terms) =>
    {
        var run = SplitRun.Cheapest(curve, window, terms)!;
        run.Cost.ShouldBe(AnyRun.Tried(curve, window, terms));
        run.IsProvenBest.ShouldBeTrue();
    });

    [Fact]
    public void a_split_run_keeps_to_window_work_and_terms() => Gen.Select(AnyRun.Run, Gen.Long[16, 60]).Sample((any, cells) =>
    {
        var (curve, window, terms) = any;
        var run = SplitRun.Cheapest(curve, window, terms, cells)!;
        run.StartSecond.ShouldBeGreaterThanOrEqualTo(window.EarliestSecond);
        run.EndSecond.ShouldBeLessThanOrEqualTo(window.DeadlineSecond);
        run.Segments.Sum(s => s.Seconds).ShouldBe(window.WorkSeconds + run.Resumes * terms.ResumeSeconds);
        run.Segments.Zip(run.Segments.Skip(1)).ShouldAllBe(pair => pair.First.ToSecond <= pair.Second.FromSecond);
        if (run.Resumes > 0)
            run.Segments.Select((s, i) => s.Seconds - (i == 0 ? 0 : terms.ResumeSeconds)).ShouldAllBe(work => work >= Math.Max(1, terms.LeastSegmentSeconds));
        run.Cost.ShouldBe(AnyRun.BySeconds(curve, run, terms));
        run.Bound.ShouldBeLessThanOrEqualTo(AnyRun.Tried(curve, window, terms));
    });

    [Fact]
    public void free_interruptions_never_make_a_run_dearer_than_whole() => AnyRun.Run.Sample((curve, window, _) =>
        SplitRun.Cheapest(curve, window, SplitTerms.Free)!.Cost.ShouldBeLessThanOrEqualTo(WholeRun.Cheapest(curve, window)!.Cost));

    [Fact]
    public void a_checkpoint_that_costs_too_much_is_never_written() => AnyRun.Run.Sample((curve, window, terms) =>
        SplitRun.Cheapest(curve, window, terms with { ResumeCost = long.MaxValue })!.Segments.ShouldBe(WholeRun.Cheapest(curve, window)!.Segments));

    [Fact]
    public void dearer_terms_never_make_a_run_cheaper() => Gen.Select(AnyRun.Run, Gen.Long[0, 5], Gen.Long[0, 2]).Sample((any, cost, least) =>
    {
        var dearer = any.Terms with { ResumeCost = any.Terms.ResumeCost + cost, LeastSegmentSeconds = any.Terms.LeastSegmentSeconds + least };
        SplitRun.Cheapest(any.Curve, any.Window, dearer)!.Cost.ShouldBeGreaterThanOrEqualTo(SplitRun.Cheapest(any.Curve, any.Window, any.Terms)!.Cost);
    });

    [Fact]
    public void the_same_question_has_the_same_answer() => AnyRun.Run.Sample((curve, window, terms) =>
        SplitRun.Cheapest(curve, window, terms)!.Segments.ShouldBe(SplitRun.Cheapest(curve, window, terms)!.Segments));

    [Fact]
    public void work_that_does_not_fit_has_no_run()
    {
        var curve = new CostCurve([1, 2, 3], 3600);
        WholeRun.Cheapest(curve, new RunWindow(0, 3600, 3601)).ShouldBeNull();
        SplitRun.Cheapest(curve, new RunWindow(0, 3600, 3601), SplitTerms.Free).ShouldBeNull();
    }

    [Fact]
    public void a_window_past_the_curve_is_a_mistake_and_says_so() =>
        Should.Throw<ArgumentException>(() => WholeRun.Cheapest(new CostCurve([1], 3600), new RunWindow(0, 3601, 10))).Message.ShouldContain("3601");

    [Fact]
    public void a_rate_below_zero_is_refused() => Should.Throw<ArgumentException>(() => new CostCurve([1, -2], 60)).Message.ShouldContain("-2");

    [Fact]
    public void a_day_long_run_of_odd_length_still_has_its_bound_when_the_table_would_be_too_big()
    {
        var curve = new CostCurve([.. Enumerable.Range(0, 72).Select(h => (long)(h * 37 % 101))], 3600);
        var window = new RunWindow(17, 72 * 3600 - 13, 86_399);
        var coarse = SplitRun.Cheapest(curve, window, new SplitTerms(40_000, 61, 1801), 20_000)!;

        coarse.IsProvenBest.ShouldBeFalse();
        coarse.Cost.ShouldBeLessThan(WholeRun.Cheapest(curve, window)!.Cost);
        coarse.Bound.ShouldBe(SplitRun.Cheapest(curve, window, SplitTerms.Free)!.Cost);
    }
}
