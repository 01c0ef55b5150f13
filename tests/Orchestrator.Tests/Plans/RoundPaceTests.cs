using ComputeNet.Service;
using ComputeNet.Service.Plans;

namespace ComputeNet.Orchestrator.Tests.Plans;

public sealed class RoundPaceTests
{
    private static readonly OrchestratorOptions Options = new() { LongestSolve = TimeSpan.FromSeconds(10) };

    private readonly RoundPace pace = new(Options);

    [Fact]
    public void a_round_that_took_four_times_too_long_is_followed_by_one_with_a_quarter_of_the_work()
    {
        var usual = pace.Limits;
        pace.Took(Options.LongestSolve * 4);
        pace.Limits.PricedStarts.ShouldBe(usual.PricedStarts / 4);
        pace.Limits.ImprovementStarts.ShouldBe(usual.ImprovementStarts / 4);
        pace.Limits.ExactSeconds.ShouldBe(usual.ExactSeconds / 4);
        pace.Limits.PricingRounds.ShouldBeInRange(usual.PricingRounds / 4, usual.PricingRounds / 4 + 1);
    }

    [Fact]
    public void quick_rounds_bring_the_usual_work_back_and_no_more()
    {
        var usual = pace.Limits;
        pace.Took(Options.LongestSolve * 8);
        for (var i = 0; i < 4; i++)
            pace.Took(TimeSpan.Zero);
        pace.Limits.ShouldBe(usual);
    }

    [Fact]
    public void a_round_that_takes_just_as_long_as_it_may_changes_nothing()
    {
        pace.Took(Options.LongestSolve * 4);
        var before = pace.Limits;
        pace.Took(Options.LongestSolve);
        pace.Took(Options.LongestSolve * 0.5);
        pace.Limits.ShouldBe(before);
    }

    [Fact]
    public void however_slow_the_machine_some_work_is_done()
    {
        for (var i = 0; i < 20; i++)
            pace.Took(TimeSpan.FromHours(1));
        pace.Limits.PricedStarts.ShouldBeGreaterThan(1_000_000);
        pace.Limits.PricingRounds.ShouldBeGreaterThan(0);
    }
}
