using ComputeNet.Brain.Timing;
using CsCheck;

namespace ComputeNet.Brain.Tests.Timing;

public sealed class UnknownRunLaws
{
    private static readonly Gen<LengthBelief> Belief = Gen.Select(Gen.Long[1, 4], Gen.Long[1, 9], (s, w) => new LikelyLength(s, w)).Array[1, 4].Select(l => new LengthBelief(l));

    [Fact]
    public void the_start_is_the_cheapest_second_in_expectation() => Gen.Select(AnyRun.Curve, Belief).Where((c, b) => c.EndSecond > b.LongestSeconds).Sample((curve, belief) =>
    {
        var latest = curve.EndSecond - belief.LongestSeconds;
        var start = UnknownRun.CheapestStart(curve, 0, latest, belief);
        var tried = Enumerable.Range(0, (int)latest + 1).MinBy(s => belief.Lengths.Sum(l => l.Weight * curve.Over(s, s + l.Seconds)));
        start.ShouldBe(tried);
    });

    [Fact]
    public void a_length_known_for_certain_is_a_whole_run() => AnyRun.Run.Sample((curve, window, _) =>
        UnknownRun.CheapestStart(curve, window.EarliestSecond, window.LatestStartSecond, LengthBelief.Certain(window.WorkSeconds))
            .ShouldBe(WholeRun.Cheapest(curve, window)!.StartSecond));

    [Fact]
    public void a_belief_from_a_mean_has_that_mean_and_stays_within_the_limits() => Gen.Select(Gen.Long[0, 5000], Gen.Long[200, 90_000], Gen.Double[0.05, 0.95]).Sample((least, span, share) =>
    {
        var mean = least + (long)(share * span);
        var belief = LengthBelief.FromMean(mean, least, least + span);
        belief.Lengths.ShouldAllBe(l => l.Seconds >= least && l.Seconds <= least + span);
        belief.Lengths.Average(l => l.Seconds).ShouldBe(mean, 1 + 0.02 * span);
    });

    [Fact]
    public void without_an_upper_limit_half_of_the_runs_end_within_seven_tenths_of_the_mean() =>
        LengthBelief.FromMean(36_000, 0, null).Lengths.Count(l => l.Seconds < 36_000 * Math.Log(2)).ShouldBe(LengthBelief.Points / 2);

    [Fact]
    public void a_mean_outside_the_limits_is_refused() =>
        Should.Throw<ArgumentException>(() => LengthBelief.FromMean(7200, 0, 7200)).Message.ShouldContain("7200");

    [Fact]
    public void many_runs_that_ended_outweigh_the_prior() =>
        LearnedLengths.From(LengthBelief.Certain(100), 10, Enumerable.Repeat(5000L, 10_000), []).Lengths.ShouldAllBe(l => l.Seconds == 5000);

    [Fact]
    public void a_run_still_going_makes_longer_lengths_more_likely()
    {
        var prior = new LengthBelief([new LikelyLength(100, 1), new LikelyLength(5000, 1)]);
        var before = LearnedLengths.From(prior, 4, [], []).Lengths.Count(l => l.Seconds == 5000);
        var after = LearnedLengths.From(prior, 4, [], [200, 200, 200, 200]).Lengths.Count(l => l.Seconds == 5000);
        (before, after).ShouldBe((12, 18));
    }

    [Fact]
    public void nothing_learned_changes_nothing() =>
        LearnedLengths.From(LengthBelief.FromMean(3000, 0, 7200), 30, [], []).Lengths.ShouldBe(LengthBelief.FromMean(3000, 0, 7200).Lengths);
}
