using Bunit;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Portal.Features.Sites.Sensing;
using ComputeNet.Portal.Tests.Fakes;
using ComputeNet.Portal.Tests.Fleet;

namespace ComputeNet.Portal.Tests.Sites;

/// <summary>What a round plans on: exists, free as of when, foreign, assumed, sick.</summary>
public class SensingPanelTests
{
    private static readonly PoolSensing Sensed = new(new("hangzhou-ai.main"), 64, 30, 8, 2)
    {
        SensedAt = FakeWatch<string>.AsOf,
        AgeSeconds = 90,
        LapsesInSeconds = 510,
        Foreign = 12,
        ForeignMargin = 3,
        Draining = 1,
        Sick = 4,
        Cap = 40,
    };

    [Fact]
    public void every_device_is_accounted_for()
    {
        var parts = SensingViewModel.PartsOf(Sensed);
        parts.Select(p => (p.Kind, p.Devices)).ShouldBe([("seen", 8), ("unseen", 2), ("foreign", 12), ("margin", 3), ("draining", 1), ("sick", 4), ("free", 30), ("held", 4)]);
        parts.Sum(p => p.Share).ShouldBe(1, 1e-9);
    }

    [Fact]
    public void a_pool_of_nothing_has_no_bar() => SensingViewModel.PartsOf(new(new("hangzhou-ai.main"), 0, 0, 0, 0)).ShouldBeEmpty();

    [Fact]
    public void what_is_free_says_as_of_when_and_what_was_counted_on_top()
    {
        using var around = new PageContext();
        var panel = Open(around, Sensed);

        panel.Find("h2").TextContent.ShouldBe("30 of 64 devices are free for new work");
        var row = panel.Find("tbody tr").TextContent;
        row.ShouldContain("+ 2 granted, not seen yet");
        row.ShouldContain("+ 3 assumed for its age");
        row.ShouldContain("cap 40");
        row.ShouldContain("good for 8.5\u2009min more");
    }

    [Fact]
    public void what_was_not_sensed_is_unknown_and_no_zero_and_a_stop_has_its_reason()
    {
        using var around = new PageContext();
        var panel = Open(around, new PoolSensing(new("hangzhou-ai.main"), 64, 0, 0, 0) { TakesNoWork = Refusal.Because("site-suspended", ("site", "hangzhou-ai")) });

        panel.Find("tbody tr").TextContent.ShouldContain("not sensed: as declared");
        panel.FindAll("tbody .unknown").Count.ShouldBe(1);
        panel.Find(".refusal").TextContent.ShouldContain("is suspended");
    }

    private static IRenderedComponent<SensingPanel> Open(PageContext around, PoolSensing pool)
    {
        around.Sites.Sensing.Say(new(new("hangzhou-ai"), FakeWatch<string>.AsOf, [pool]));
        var panel = around.Render<SensingPanel>(p => p.Add(s => s.Site, new SiteId("hangzhou-ai")).Add(s => s.Pools, SiteSample.View(SiteSample.Hangzhou).Pools));
        panel.WaitForState(() => panel.FindAll("[aria-busy]").Count == 0);
        return panel;
    }
}
