using Bunit;
using ComputeNet.Contracts.Plans;
using ComputeNet.Portal.Features.Plans;
using ComputeNet.Portal.Tests.Fakes;
using static ComputeNet.Portal.Tests.Plans.Sample;

namespace ComputeNet.Portal.Tests.Plans;

public class FrontierChartTests
{
    [Fact]
    public void every_point_can_be_reached_by_key_and_says_its_three_figures()
    {
        using var around = new PageContext();
        var chart = Draw(around, Allowed("a.x", CandidateVerdict.Chosen, yuan: 5, milliseconds: 40, grams: 1234), Allowed("b.x", yuan: 9, milliseconds: 10));

        var points = chart.FindAll("circle");
        points.Count.ShouldBe(2);
        points.ShouldAllBe(p => p.GetAttribute("tabindex") == "0");
        points[0].GetAttribute("aria-label").ShouldBe("a: ¥5.00, 40.0 ms, 1,230 gCO₂e");
        points[0].ClassList.ShouldContain("chosen");
        chart.Find("figcaption strong").TextContent.ShouldBe("2 of 2 places are beaten by no other");
    }

    [Fact]
    public void one_point_is_not_a_chart()
    {
        using var around = new PageContext();

        Draw(around, Allowed("a.x")).FindAll("svg").ShouldBeEmpty();
    }

    private static IRenderedComponent<FrontierChart> Draw(PageContext around, params Candidate[] candidates) => around.Render<FrontierChart>(p => p
        .Add(x => x.Frontier, Frontier.From(WhyHere.From(Decision(candidates)))).Add(x => x.Sites, []));
}
