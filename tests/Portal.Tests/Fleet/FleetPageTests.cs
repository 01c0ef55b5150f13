using Bunit;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Portal.Features.Fleet;
using ComputeNet.Portal.Tests.Fakes;
using static ComputeNet.Portal.Tests.Fleet.SiteSample;

namespace ComputeNet.Portal.Tests.Fleet;

public class FleetPageTests
{
    [Fact]
    public void before_the_first_answer_there_is_a_skeleton_of_map_and_table()
    {
        using var around = new PageContext();
        var page = around.Render<FleetPage>();

        page.Find(".loading").GetAttribute("aria-busy").ShouldBe("true");
        page.FindAll("table").ShouldBeEmpty();
    }

    [Fact]
    public void the_same_sites_stand_in_the_table_and_on_the_map()
    {
        using var around = new PageContext();
        var page = Open(around);

        page.FindAll("tbody th button").Select(b => b.TextContent.Trim()).ShouldBe(["Site aws.eu-west-3", "Site hangzhou-ai", "Site oregon-ai", "Site sydney-ai"]);
        page.FindAll("g.mark").Count.ShouldBe(4);
        page.FindAll("g.mark").Select(m => m.GetAttribute("aria-label")).ShouldContain("Site hangzhou-ai, Online, 512 devices, 25 % leased");
        page.FindAll("g.mark").Select(m => m.GetAttribute("aria-label")).ShouldContain("Site sydney-ai, Not joined, capacity unknown");
    }

    [Fact]
    public void assumed_figures_are_marked_and_stated_ones_are_not()
    {
        using var around = new PageContext();
        var row = Open(around).FindAll("tbody tr").Single(r => r.TextContent.Contains("Site hangzhou-ai", StringComparison.Ordinal));

        row.QuerySelector("td.col-price .quantity")!.ClassList.ShouldContain("assumed");
        row.QuerySelector("td.col-carbon .quantity")!.ClassList.ShouldNotContain("assumed");
        row.QuerySelector("td.col-price .quantity")!.GetAttribute("title")!.ShouldContain("demonstration fleet");
    }

    [Fact]
    public void choosing_a_row_puts_the_site_into_the_address_the_map_and_the_panel()
    {
        using var around = new PageContext();
        var page = Open(around);

        page.FindAll("tbody th button").Single(b => b.TextContent.Contains("hangzhou", StringComparison.Ordinal)).Click();

        around.Navigation.Uri.ShouldEndWith("/fleet?site=hangzhou-ai");
        page.WaitForAssertion(() => page.Find(".site-panel h2").TextContent.ShouldBe("Site hangzhou-ai"));
        page.Find("g.mark.chosen").GetAttribute("aria-pressed").ShouldBe("true");
        page.Find(".site-panel a.button").GetAttribute("href").ShouldBe("/sites/hangzhou-ai");
    }

    [Fact]
    public void a_filter_that_nothing_passes_says_so_and_offers_the_way_back()
    {
        using var around = new PageContext();
        var page = Open(around);

        page.Find("input[data-filter]").Input("no such place");
        page.WaitForAssertion(() => page.Find(".notice.empty").TextContent.ShouldContain("No site passes these filters."));
        page.Find(".notice.empty button").Click();
        page.WaitForAssertion(() => page.FindAll("g.mark").Count.ShouldBe(4));
    }

    [Fact]
    public void what_is_typed_shows_at_once_and_the_address_follows()
    {
        using var around = new PageContext();
        var page = Open(around);
        string Shown() => page.Find("input[data-filter]").GetAttribute("value")!;

        page.Find("input[data-filter]").Input("hangzhou ");
        Shown().ShouldBe("hangzhou ", "a blank before the next word");
        page.FindAll("g.mark").Count.ShouldBe(1);
        around.Navigation.Uri.ShouldEndWith("/fleet?q=hangzhou%20");
        around.Navigation.NavigateTo("/fleet?q=sydney");
        page.WaitForAssertion(() => Shown().ShouldBe("sydney", "a link or the way back is news"));
    }

    [Fact]
    public void a_network_without_sites_says_that()
    {
        using var around = new PageContext();
        around.Fleet.Sites.Say([]);
        var page = around.Render<FleetPage>();

        page.WaitForAssertion(() => page.Find(".notice.empty").TextContent.ShouldContain("No site is known yet."));
    }

    [Fact]
    public void a_change_arrives_without_anybody_asking()
    {
        using var around = new PageContext();
        var page = Open(around);

        around.Fleet.Sites.Say([Hangzhou with { LeasedDevices = 511 }, Oregon]);

        page.WaitForAssertion(() => page.FindAll("td.col-devices .value")[0].TextContent.ShouldBe("511"));
        page.FindAll("g.mark").Count.ShouldBe(2);
    }

    [Fact]
    public void a_broken_line_leaves_the_page_readable_under_a_banner_with_the_time_of_the_last_truth()
    {
        using var around = new PageContext();
        var page = Open(around);

        around.Fleet.Sites.Break();

        page.WaitForAssertion(() => page.Find(".banner").TextContent.ShouldContain("2026-11-23 08:00:00 UTC"));
        page.FindAll("tbody th button").Count.ShouldBe(4);
    }

    [Fact]
    public void a_refusal_from_the_start_says_what_happened()
    {
        using var around = new PageContext();
        around.Fleet.Sites.Fail(Refusal.Because("role-not-allowed"));
        var page = around.Render<FleetPage>();

        page.WaitForAssertion(() => page.Find(".notice.problem[role=alert]").TextContent.Trim().ShouldNotBeEmpty());
        page.FindAll("table").ShouldBeEmpty();
    }

    [Fact]
    public void in_chinese_the_sites_bear_their_chinese_names()
    {
        using var around = new PageContext("zh-CN");
        var page = Open(around);

        page.Find("h1").TextContent.ShouldBe("算网地图");
        page.FindAll("tbody th button").Select(b => b.TextContent.Trim()).ShouldAllBe(name => name.StartsWith("中文", StringComparison.Ordinal));
        page.FindAll(".state-word").Select(w => w.TextContent).ShouldContain("未并网");
    }

    [Fact]
    public async Task a_page_that_leaves_stops_listening()
    {
        await using var around = new PageContext();
        Open(around);
        around.Fleet.Sites.Watchers.ShouldBe(1);

        await around.DisposeComponentsAsync();

        await Patience.UntilAsync(() => around.Fleet.Sites.Watchers == 0);
    }

    private static IRenderedComponent<FleetPage> Open(PageContext around)
    {
        around.Navigation.NavigateTo("/fleet");
        around.Fleet.Sites.Say(All);
        var page = around.Render<FleetPage>();
        page.WaitForAssertion(() => page.FindAll("g.mark").Count.ShouldBe(4));
        return page;
    }
}
