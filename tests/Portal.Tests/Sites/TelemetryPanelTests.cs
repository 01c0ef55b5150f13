using Bunit;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Portal.Features.Sites.Telemetry;
using ComputeNet.Portal.Tests.Fakes;
using ComputeNet.Portal.Tests.Fleet;

namespace ComputeNet.Portal.Tests.Sites;

/// <summary>What instruments read: pictures that say their message, and every device in a table.</summary>
public class TelemetryPanelTests
{
    [Fact]
    public void each_picture_is_titled_with_its_message_and_has_a_line_for_each_device()
    {
        using var around = new PageContext();
        var panel = Open(around, Instruments.View());

        panel.FindAll("figcaption").Select(f => f.TextContent).ShouldBe(
            ["Others keep 12 of 512 devices busy", "Devices are 50 % busy on average", "20 % of device memory is in use", "A device takes 312 W on average"]);
        panel.FindAll(".time-chart")[1].QuerySelectorAll(".time-label").Select(l => l.TextContent).ShouldBe(["#1 75", "#0 25"], "named at their ends, the higher one above");
        panel.FindAll(".time-chart")[1].QuerySelectorAll("svg[role=img]").Single().GetAttribute("aria-labelledby").ShouldBe("chart-utilisation");
        panel.FindAll("path.dashed").ShouldAllBe(p => p.GetAttribute("d") == "", "nothing is missing");
    }

    [Fact]
    public void many_devices_are_a_band_with_their_mean()
    {
        using var around = new PageContext();
        var panel = Open(around, Instruments.View(each: false));

        panel.FindAll(".time-band").Count.ShouldBe(3);
        panel.FindAll(".time-chart")[1].QuerySelectorAll(".time-label").Single().TextContent.ShouldBe("mean 50");
    }

    [Fact]
    public void a_stale_reading_is_dashed_on_to_now_and_says_when_it_was_heard()
    {
        using var around = new PageContext();
        var panel = Open(around, Instruments.View(ago: TimeSpan.FromMinutes(7)));

        panel.Find(".as-of.stale").TextContent.ShouldContain("7 min ago");
        panel.FindAll("path.dashed").ShouldAllBe(p => p.GetAttribute("d") != "");
    }

    [Fact]
    public void a_single_reading_is_a_point()
    {
        using var around = new PageContext();
        var panel = Open(around, Instruments.View(readings: 1));

        panel.FindAll(".time-line path:not(.dashed)").ShouldAllBe(p => p.GetAttribute("d") == "");
        panel.FindAll(".time-line circle").Count.ShouldBe(7, "others, and two devices in each of three pictures");
    }

    [Fact]
    public void every_device_is_in_the_table_and_the_sick_one_first()
    {
        using var around = new PageContext();
        var panel = Open(around, Instruments.View(sick: 1));

        panel.Find("details.devices summary").TextContent.ShouldBe("Device by device (2) · 1 sick");
        panel.Find("figcaption").TextContent.ShouldBe("Others keep 12 of 512 devices busy, 1 are sick");
        panel.FindAll("details.devices tbody tr").First(r => r.QuerySelector("th") is not null).TextContent.ShouldContain("Sick");
    }

    [Fact]
    public void a_site_without_instruments_says_what_its_free_devices_rest_on()
    {
        using var around = new PageContext();
        var panel = Open(around, Instruments.View(readings: 0) with { ReceivedAt = null, ObservedAt = null, Pools = [] });

        panel.Markup.ShouldContain("rests on what it declared");
        panel.FindAll("svg").ShouldBeEmpty();
    }

    [Fact]
    public void in_chinese_the_message_is_chinese()
    {
        using var around = new PageContext("zh-CN");
        Open(around, Instruments.View()).Find("figcaption").TextContent.ShouldBe("其他用户占用 512 卡中的 12 卡");
    }

    [Fact]
    public void a_reading_that_was_refused_says_why_and_another_part_of_the_page_stays()
    {
        using var around = new PageContext();
        around.Sites.Telemetry.Fail(Refusal.Because("not-allowed"));
        var panel = around.Render<TelemetryPanel>(p => p.Add(t => t.Site, new SiteId("hangzhou-ai")).Add(t => t.Pools, SiteSample.View(SiteSample.Hangzhou).Pools));
        panel.WaitForAssertion(() => panel.Find(".notice.problem").TextContent.Trim().ShouldNotBeEmpty());
    }

    private static IRenderedComponent<TelemetryPanel> Open(PageContext around, Contracts.Sites.SiteTelemetryView view)
    {
        around.Sites.Telemetry.Say(view);
        var panel = around.Render<TelemetryPanel>(p => p.Add(t => t.Site, new SiteId("hangzhou-ai")).Add(t => t.Pools, SiteSample.View(SiteSample.Hangzhou).Pools));
        panel.WaitForState(() => panel.FindAll("[aria-busy]").Count == 0);
        return panel;
    }
}
