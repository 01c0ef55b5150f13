using System.Security.Claims;
using Bunit;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Portal.Api;
using ComputeNet.Portal.Features.Sites;
using ComputeNet.Portal.Layout;
using ComputeNet.Portal.Tests.Fakes;
using ComputeNet.Portal.Tests.Fleet;

namespace ComputeNet.Portal.Tests.Sites;

/// <summary>The people of a site see that site, and nothing of another.</summary>
public class SitePeopleTests
{
    [Fact]
    public void their_navigation_is_their_sites_page() =>
        NavigationItem.For(Keeper("hangzhou-ai")).Select(i => i.Path).ShouldBe(["sites/hangzhou-ai"]);

    [Fact]
    public void whoever_has_no_site_has_no_page() => NavigationItem.For(Keeper(null)).ShouldBeEmpty();

    [Fact]
    public void the_palette_offers_them_no_page_of_the_network() =>
        PaletteItem.Fixed(Keeper("hangzhou-ai"), key => key).Select(i => i.Path).OfType<string>().ShouldBe(["/sites/hangzhou-ai"]);

    [Fact]
    public void they_see_orders_instruments_and_terms_of_their_site_but_no_act_on_it()
    {
        using var around = Around("hangzhou-ai");
        var page = Open(around, "hangzhou-ai");

        page.WaitForAssertion(() => (around.Sites.Orders.Watchers, around.Sites.Telemetry.Watchers, around.Sites.Offers.Watchers).ShouldBe((1, 1, 1)));
        page.FindAll("#act").ShouldBeEmpty();
        page.FindAll(".page-above a").ShouldBeEmpty("the fleet is not theirs");
    }

    [Fact]
    public void another_sites_page_is_not_theirs_and_is_not_even_read()
    {
        using var around = Around("oregon-ai");
        var page = around.Render<SitePage>(p => p.Add(s => s.Id, "hangzhou-ai"));

        page.Find("h1").TextContent.ShouldBe("This page is not for your role");
        around.Fleet.Site.Watchers.ShouldBe(0);
    }

    private static PageContext Around(string site)
    {
        var around = new PageContext(role: Roles.SiteOperator);
        around.AddAuthorization().SetAuthorized("keeper").SetRoles(Roles.SiteOperator).SetClaims(new Claim(PortalClaims.Site, site)).SetPolicies(PortalAccess.SignedIn, PortalAccess.SitePeople);
        around.Fleet.Site.Say(SiteSample.View(SiteSample.Hangzhou));
        return around;
    }

    private static IRenderedComponent<SitePage> Open(PageContext around, string site)
    {
        var page = around.Render<SitePage>(p => p.Add(s => s.Id, site));
        page.WaitForAssertion(() => page.Find("h1").TextContent.ShouldBe("Site hangzhou-ai"));
        return page;
    }

    private static ClaimsPrincipal Keeper(string? site) => new(new ClaimsIdentity(
        [new(ClaimTypes.Role, Roles.SiteOperator), .. site is null ? Array.Empty<Claim>() : [new Claim(PortalClaims.Site, site)]], "test"));
}
