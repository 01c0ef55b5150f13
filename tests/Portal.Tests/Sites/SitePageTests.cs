using Bunit;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Portal.Features.Sites;
using ComputeNet.Portal.Tests.Fakes;
using ComputeNet.Portal.Tests.Fleet;

namespace ComputeNet.Portal.Tests.Sites;

public class SitePageTests
{
    [Fact]
    public void the_page_shows_pools_carbon_and_facts_with_their_sources()
    {
        using var around = new PageContext();
        var page = Open(around);

        page.Find("h1").TextContent.ShouldBe("Site hangzhou-ai");
        page.Find("#carbon-title").TextContent.ShouldBe("Grid carbon over the next 3 h, between 420 and 610 gCO₂e/kWh");
        page.FindAll("svg.chart rect").Count.ShouldBe(3);
        page.Find(".facts").TextContent.ShouldContain("operator's page");
        page.FindAll(".facts .assumed").Count.ShouldBe(1, "the floor area is assumed, the PUE is stated");
    }

    [Fact]
    public void a_site_without_pools_says_that_it_cannot_take_work()
    {
        using var around = new PageContext();
        around.Fleet.Site.Say(SiteSample.View(SiteSample.Sydney) with { Pools = [], CarbonGramsPerKilowattHour = [] });
        var page = around.Render<SitePage>(p => p.Add(s => s.Id, "sydney-ai"));

        page.WaitForAssertion(() => page.Markup.ShouldContain("This site has declared no pools"));
        page.Find(".health h2").TextContent.ShouldBe("No adapter has ever joined for this site");
        page.Markup.ShouldContain("The carbon intensity of this grid is not known.");
    }

    [Fact]
    public void a_source_with_one_figure_for_every_hour_is_told_and_not_drawn()
    {
        using var around = new PageContext();
        around.Fleet.Site.Say(SiteSample.View(SiteSample.Hangzhou, carbon: [515.3, 515.3, 515.3]));
        var page = around.Render<SitePage>(p => p.Add(s => s.Id, "hangzhou-ai"));

        page.WaitForAssertion(() => page.Markup.ShouldContain("Grid carbon is 515 gCO₂e/kWh"));
        page.FindAll("svg.chart").ShouldBeEmpty();
    }

    [Fact]
    public void a_tenant_has_no_act()
    {
        using var around = new PageContext(role: Roles.Tenant);
        around.AddAuthorization().SetAuthorized("tenant").SetRoles(Roles.Tenant).SetPolicies(PortalAccess.SignedIn, PortalAccess.NetworkPeople);
        var page = Open(around);

        page.FindAll(".confirm").ShouldBeEmpty();
    }

    [Fact]
    public void a_tenant_sees_its_leases_and_the_trust_and_asks_for_nothing_else()
    {
        using var around = new PageContext(role: Roles.Tenant);
        around.AddAuthorization().SetAuthorized("tenant").SetRoles(Roles.Tenant).SetPolicies(PortalAccess.SignedIn, PortalAccess.NetworkPeople);
        var page = Open(around);

        page.FindAll(".site-leases tbody th a").Select(a => a.GetAttribute("href")).ShouldBe(["/workloads/w-1", "/workloads/w-2"]);
        page.WaitForAssertion(() => around.Sites.Trust.Watchers.ShouldBe(1));
        (around.Sites.Orders.Watchers, around.Sites.Telemetry.Watchers, around.Sites.Offers.Watchers).ShouldBe((0, 0, 0));
    }

    [Fact]
    public void a_silent_site_says_how_far_that_has_brought_it_and_what_follows()
    {
        using var around = new PageContext();
        around.Fleet.Site.Say(SiteSample.View(SiteSample.Hangzhou with { State = SiteState.Stale, Silence = new(SiteRung.Grace, null, 40, 80, 3, 0, null) }));
        var page = around.Render<SitePage>(p => p.Add(s => s.Id, "hangzhou-ai"));

        page.WaitForAssertion(() => page.Find(".rungs [aria-current=step]").TextContent.ShouldBe("grace"));
        page.Find(".silence").TextContent.ShouldContain("It keeps the 3 jobs that it has. It is lost in 80\u2009s if it stays silent.");
    }

    [Fact]
    public void health_says_how_the_site_is_reached_and_what_it_can_do()
    {
        using var around = new PageContext();
        around.Fleet.Site.Say(SiteSample.View(SiteSample.Hangzhou) with
        {
            ClockSkewSeconds = 312,
            Capabilities = new(["logs", "reservations", "something-new"]) { Scheduler = "slurm", SchedulerVersion = "24.11.5", Transport = "hub" },
        });
        var page = around.Render<SitePage>(p => p.Add(s => s.Id, "hangzhou-ai"));

        page.WaitForAssertion(() => page.Find(".health h2").TextContent.ShouldBe("This site is up and takes work"));
        page.Find(".health .far-off").TextContent.Trim().ShouldBe("5.2\u2009min ahead of ours");
        page.Find(".health").TextContent.ShouldContain("Slurm 24.11.5");
        page.Find(".health").TextContent.ShouldContain("hub connection");
        page.FindAll(".health .tag").Select(t => t.TextContent).ShouldBe(["live logs", "reservations", "something-new"]);
    }

    [Theory]
    [InlineData("en", "There is no site")]
    [InlineData("zh-CN", "没有")]
    public void a_name_that_no_site_can_have_is_told_without_asking_anybody(string language, string says)
    {
        using var around = new PageContext(language);
        var page = around.Render<SitePage>(p => p.Add(s => s.Id, "No Such Site"));

        page.Find(".notice.problem").TextContent.ShouldContain(says, Case.Insensitive);
        around.Fleet.Site.Watchers.ShouldBe(0);
    }

    [Fact]
    public async Task going_to_another_site_listens_to_that_one_alone_and_leaving_to_none()
    {
        await using var around = new PageContext();
        var page = Open(around);

        page.Render(p => p.Add(s => s.Id, "oregon-ai"));
        await Patience.UntilAsync(() => around.Fleet.Site.Watchers == 1);

        await around.DisposeComponentsAsync();
        await Patience.UntilAsync(() => around.Fleet.Site.Watchers == 0);
    }

    private static IRenderedComponent<SitePage> Open(PageContext around)
    {
        around.Fleet.Site.Say(SiteSample.View(SiteSample.Hangzhou));
        var page = around.Render<SitePage>(p => p.Add(s => s.Id, "hangzhou-ai"));
        page.WaitForAssertion(() => page.Find("h1").TextContent.ShouldBe("Site hangzhou-ai"));
        return page;
    }
}
