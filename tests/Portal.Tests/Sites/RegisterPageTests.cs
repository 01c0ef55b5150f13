using Bunit;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Portal.Api;
using ComputeNet.Portal.Features.Sites.Register;
using ComputeNet.Portal.Tests.Fakes;
using ComputeNet.Portal.Tests.Fleet;

namespace ComputeNet.Portal.Tests.Sites;

/// <summary>A site that the catalogue does not have.</summary>
public class RegisterPageTests
{
    [Fact]
    public void what_is_missing_is_said_at_its_field_and_nothing_is_sent()
    {
        using var around = new PageContext();
        var page = Open(around);
        page.FindAll(".field-error").ShouldBeEmpty();
        page.Find("form").Submit();

        page.FindAll("[aria-invalid=true]").Count.ShouldBe(4);
        page.FindAll(".field-error").Count.ShouldBe(3);
        around.Operations.Registered.ShouldBeEmpty();
    }

    [Fact]
    public void a_registered_site_is_invited_next()
    {
        using var around = new PageContext();
        around.Operations.RegisterAnswer = SiteSample.View(SiteSample.Site("lab-7", SiteState.Unjoined));
        var page = Open(around);
        Fill(page);

        around.Operations.Registered.ShouldBe([new RegisterSite(new("lab-7"), "七号实验室", "Lab 7", new("hangzhou"), SiteKind.Intelligent) { Operator = "Institute" }]);
        around.Navigation.Uri.ShouldEndWith("/sites/lab-7?join=1");
    }

    [Fact]
    public void a_refusal_says_why_and_keeps_what_was_entered()
    {
        using var around = new PageContext();
        around.Operations.RegisterAnswer = Trouble.Of(Refusal.Because("site-known", ("site", "lab-7")));
        var page = Open(around);
        Fill(page);

        page.Find(".notice.problem").TextContent.ShouldContain("is kept");
        page.Find("input").GetAttribute("value").ShouldBe("lab-7");
    }

    private static void Fill(IRenderedComponent<RegisterPage> page)
    {
        page.FindAll("input")[0].Input("lab-7");
        page.FindAll("input")[1].Input("Lab 7");
        page.FindAll("input")[2].Input("七号实验室");
        page.FindAll("select")[0].Change("hangzhou");
        page.FindAll("input")[3].Input(" Institute ");
        page.Find("form").Submit();
    }

    private static IRenderedComponent<RegisterPage> Open(PageContext around)
    {
        around.Fleet.Places = [new(new("hangzhou"), "杭州", "Hangzhou", "CN", 30.3, 120.2)];
        var page = around.Render<RegisterPage>();
        page.WaitForState(() => page.FindAll("option").Any(o => o.TextContent.StartsWith("Hangzhou", StringComparison.Ordinal)));
        return page;
    }
}
