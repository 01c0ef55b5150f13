using ComputeNet.Contracts.Plans;
using ComputeNet.Portal.Features.Plans;
using static ComputeNet.Portal.Tests.Plans.Sample;

namespace ComputeNet.Portal.Tests.Plans;

public class FrontierTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.7, 0.8)]
    [InlineData(1, 1)]
    [InlineData(23, 24)]
    [InlineData(2100, 2400)]
    [InlineData(260, 300)]
    [InlineData(0.0031, 0.004)]
    public void an_axis_ends_in_a_round_number(double value, double top) => Frontier.RoundUp(value).ShouldBe(top, 1e-12);

    [Fact]
    public void candidates_without_price_or_latency_are_counted_and_not_drawn()
    {
        var frontier = Draw(Allowed("a.x", yuan: 10), Allowed("b.x", yuan: null), Allowed("c.x", milliseconds: null));

        frontier.Points.ShouldHaveSingleItem().Candidate.Site.Value.ShouldBe("a");
        frontier.NotDrawn.ShouldBe(2);
        frontier.IsWorthDrawing.ShouldBeFalse();
    }

    [Fact]
    public void the_area_of_a_point_follows_its_carbon()
    {
        var frontier = Draw(Allowed("a.x", grams: 400), Allowed("b.x", grams: 100));

        var (large, small) = (frontier.Points[0], frontier.Points[1]);
        large.Candidate.Site.Value.ShouldBe("a");
        (large.Radius * large.Radius).ShouldBe(4 * small.Radius * small.Radius, 1e-9);
    }

    [Fact]
    public void a_candidate_that_another_beats_in_everything_is_not_on_the_frontier()
    {
        var frontier = Draw(
            Allowed("cheap.x", yuan: 5, milliseconds: 40), Allowed("near.x", yuan: 9, milliseconds: 10), Allowed("poor.x", yuan: 9, milliseconds: 41));

        frontier.Points.Where(p => p.IsUnbeaten).Select(p => p.Candidate.Site.Value).ShouldBe(["cheap", "near"], ignoreOrder: true);
    }

    [Fact]
    public void every_point_lies_inside_the_axes()
    {
        var frontier = Draw(Allowed("a.x", yuan: 123.4m, milliseconds: 88), Allowed("b.x", yuan: 0, milliseconds: 0, grams: 0));

        frontier.Points.ShouldAllBe(p => p.X >= 0 && p.X <= 1 && p.Y >= 0 && p.Y <= 1);
        frontier.PriceTop.ShouldBe(160);
        frontier.LatencyTop.ShouldBe(100);
    }

    private static Frontier Draw(params Candidate[] candidates) => Frontier.From(WhyHere.From(Decision(candidates)));
}
