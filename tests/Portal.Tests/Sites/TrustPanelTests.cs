using Bunit;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Portal.Features.Sites.Trust;
using ComputeNet.Portal.Tests.Fakes;

namespace ComputeNet.Portal.Tests.Sites;

/// <summary>The score of a site with its parts, so that nobody has to believe it.</summary>
public class TrustPanelTests
{
    private static readonly SiteTrust Proven = new(
        new("hangzhou-ai"), FakeWatch<string>.AsOf, 0.85, new(Basis.Measured, "promises on the ledger"), 0.85, new(0.92, 31), new(0.95, 30), new(0.97, 0))
    {
        Promises = 40,
        Refused = 2,
        Failed = 1,
        Lost = 0,
        MeanStartDelaySeconds = 12,
        TelemetryAgeSeconds = 150,
        From = FakeWatch<string>.AsOf.AddDays(-30),
        HalfLifeDays = 7,
        PriorShare = 0.9,
        PriorPromises = 10,
    };

    [Fact]
    public void the_score_stands_with_its_three_parts_and_what_they_rest_on()
    {
        using var around = new PageContext();
        var panel = Open(around, Proven);

        panel.Find("h2").TextContent.ShouldBe("This site keeps 0.92 of what it promises");
        panel.Find(".trust-score").TextContent.ShouldContain("0.85");
        panel.FindAll(".trust-parts .value").Select(v => v.TextContent).ShouldBe(["0.92", "0.95", "0.97"]);
        panel.FindAll(".about-part").Select(v => v.TextContent).ShouldBe(
            ["40 promises ended: 2 refused, 1 broken off, 0 lost", "starts 12\u2009s late on average", "newest reading 2.5\u2009min old"]);
        panel.Markup.ShouldContain("half after 7 days");
    }

    [Fact]
    public void a_site_without_a_record_says_so_and_its_score_is_marked_as_assumed()
    {
        using var around = new PageContext();
        var panel = Open(around, Proven with { Promises = 0, Provenance = Provenance.Assumed("a site without a record"), MeanStartDelaySeconds = null, TelemetryAgeSeconds = null });

        panel.Find("h2").TextContent.ShouldBe("This site has no record yet");
        panel.FindAll(".trust-score .assumed").Count.ShouldBe(1);
        panel.FindAll(".about-part").Select(v => v.TextContent).ShouldContain("offers no telemetry, and is not charged for it");
    }

    [Fact]
    public void what_the_policy_states_is_told_beside_what_was_measured()
    {
        using var around = new PageContext();
        Open(around, Proven with { Stated = 0.4, Score = 0.4 }).Markup.ShouldContain("The network policy sets 0.40; measured it would be 0.85.");
    }

    private static IRenderedComponent<TrustPanel> Open(PageContext around, SiteTrust trust)
    {
        around.Sites.Trust.Say(trust);
        var panel = around.Render<TrustPanel>(p => p.Add(t => t.Site, trust.Site));
        panel.WaitForState(() => panel.FindAll("[aria-busy]").Count == 0);
        return panel;
    }
}
