using Bunit;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Portal.Features.Sites.Elsewhere;
using ComputeNet.Portal.Tests.Fakes;
using ComputeNet.Portal.Tests.Fleet;

namespace ComputeNet.Portal.Tests.Sites;

/// <summary>The site's own window: why work went elsewhere, and what would have won it.</summary>
public class ElsewherePanelTests
{
    private static readonly PoolId Pool = new("hangzhou-ai.main");
    private static readonly SiteElsewhere Lost = new(new("hangzhou-ai"), FakeWatch<string>.AsOf.AddDays(-1), FakeWatch<string>.AsOf, 12, 30, IsCut: true)
    {
        Refused = [new(Pool, "site-lost", 4, 100, new Dictionary<string, double> { ["needDevices"] = 16 })],
        Dearer = [new(Pool, 6, 60, 2_500_000, [])],
        Prices = [new(Pool, 8.5m, 2, 20), new(Pool, 7.2m, 5, 50)],
        Capacities = [new(Pool, 8, 1, 10)],
    };

    [Fact]
    public void the_title_says_what_was_lost_and_what_would_have_won_the_most()
    {
        using var around = new PageContext();
        var panel = Open(around, Lost);

        panel.Find("h2").TextContent.ShouldBe("160 device-hours went elsewhere; at ¥7.20 per device and hour 50.0 would have come");
        panel.FindAll("h3").Select(h => h.TextContent).ShouldBe(["Refused here by a rule", "Feasible here, but dearer", "What price would have won", "What capacity would have won"]);
        panel.FindAll(".lost")[0].TextContent.ShouldContain("median 16");
        panel.FindAll(".lost")[1].TextContent.ShouldContain("dearer by ¥2.50");
        panel.FindAll(".bar i").Select(b => b.GetAttribute("style")).ShouldBe(["width: 100%", "width: 60%", "width: 20%", "width: 50%", "width: 10%"], "one measure for all");
        panel.Markup.ShouldContain("the newest of more");
    }

    [Fact]
    public void where_nothing_was_lost_it_says_so()
    {
        using var around = new PageContext();
        var panel = Open(around, new(new("hangzhou-ai"), FakeWatch<string>.AsOf.AddDays(-1), FakeWatch<string>.AsOf, 12, 0, false));

        panel.Find("h2").TextContent.ShouldBe("No work went elsewhere that could have come here");
        panel.Markup.ShouldContain("12 plans were looked at");
    }

    private static IRenderedComponent<ElsewherePanel> Open(PageContext around, SiteElsewhere view)
    {
        around.Sites.Elsewhere.Say(view);
        var panel = around.Render<ElsewherePanel>(p => p.Add(s => s.Site, view.Site).Add(s => s.Pools, SiteSample.View(SiteSample.Hangzhou).Pools));
        panel.WaitForState(() => panel.FindAll("[aria-busy]").Count == 0);
        return panel;
    }
}
