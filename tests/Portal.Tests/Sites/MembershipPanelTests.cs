using Bunit;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Portal.Features.Sites.Enrolment;
using ComputeNet.Portal.Tests.Fakes;

namespace ComputeNet.Portal.Tests.Sites;

/// <summary>A site is invited: a command that is shown once, and each step as it happens.</summary>
public class MembershipPanelTests
{
    private static readonly SiteId Site = new("hangzhou-ai");
    private static readonly DateTimeOffset Now = FakeWatch<string>.AsOf;
    private static readonly EnrolmentOffered Offer = new("e-7", Site, "cne_secret", Now.AddHours(1), "computenet-adapter join https://centre cne_secret --scheduler slurm");
    private static readonly SiteMembership Invited = new(Site, SiteMembershipState.Invited) { Open = new("e-7", new("operator"), Now, Now.AddHours(1)) };

    [Fact]
    public void the_command_is_shown_once_with_its_copy_button_and_gone_when_the_dialog_closes()
    {
        using var around = new PageContext();
        around.Operations.OfferAnswer = Offer;
        var panel = Open(around, new(Site, SiteMembershipState.None));

        panel.Find("h2").TextContent.ShouldBe("No adapter has joined for this site");
        panel.FindAll(".join-form select")[0].Change("kubernetes");
        panel.FindAll(".join-form select")[1].Change("1440");
        panel.Find(".confirm-actions .primary").Click();

        around.Operations.Offered.ShouldBe([new OfferEnrolment(1440) { Scheduler = "kubernetes" }]);
        panel.Find("#join-command").TextContent.ShouldBe(Offer.Command);
        panel.Find("[data-copies]").GetAttribute("data-copies").ShouldBe("join-command");

        panel.Find("dialog").TriggerEvent("onclose", EventArgs.Empty);
        panel.Markup.ShouldNotContain("cne_secret");
    }

    [Fact]
    public void each_step_shows_as_it_happens()
    {
        using var around = new PageContext();
        around.Operations.OfferAnswer = Offer;
        var panel = Open(around, Invited with { Open = null, State = SiteMembershipState.None });
        panel.Find(".confirm-actions .primary").Click();
        around.Operations.Membership.Say(Invited);
        panel.WaitForAssertion(() => panel.FindAll(".join-steps .done").Count.ShouldBe(1));
        panel.FindAll(".dry-run").ShouldBeEmpty("the token that is out is the one that is shown");

        around.Operations.Membership.Say(new(Site, SiteMembershipState.Enrolled) { Credential = new("c-1", Site, Now.AddDays(1), Now.AddDays(2)) });
        panel.WaitForAssertion(() => panel.FindAll(".join-steps .done").Count.ShouldBe(2));
        panel.Markup.ShouldNotContain("cne_secret", Case.Sensitive, "a used token is nobody's any more");

        panel.Render(p => p.Add(m => m.IsServing, true));
        panel.FindAll(".join-steps .done").Count.ShouldBe(3);
    }

    [Fact]
    public void a_token_that_somebody_made_before_is_told_and_can_be_withdrawn()
    {
        using var around = new PageContext();
        var panel = Open(around, Invited);

        panel.Find("dialog .dry-run").TextContent.ShouldContain("operator has made a token");
        panel.Find("dialog .dry-run button").Click();
        around.Operations.Withdrawn.ShouldBe(["e-7"]);
    }

    [Fact]
    public void a_secret_in_two_hands_is_an_alarm()
    {
        using var around = new PageContext();
        var panel = Open(around, new(Site, SiteMembershipState.Enrolled) { Alarms = [new("site-unknown", "c-1", Now.AddMinutes(-3))] });

        panel.Find("[role=alert]").TextContent.ShouldContain("re-key the site");
    }

    [Fact]
    public void the_people_of_a_site_see_its_membership_and_make_no_token()
    {
        using var around = new PageContext(role: Roles.SiteOperator);
        around.AddAuthorization().SetAuthorized("keeper").SetRoles(Roles.SiteOperator).SetPolicies(PortalAccess.SignedIn, PortalAccess.SitePeople);
        around.Operations.Membership.Say(new(Site, SiteMembershipState.Enrolled));
        var panel = around.Render<MembershipPanel>(p => p.Add(m => m.Site, Site).Add(m => m.Name, "Hangzhou"));

        panel.WaitForAssertion(() => panel.Find("h2").TextContent.ShouldBe("Enrolled with its own credential"));
        panel.FindAll(".membership > .padded button").ShouldBeEmpty();
    }

    private static IRenderedComponent<MembershipPanel> Open(PageContext around, SiteMembership membership)
    {
        around.Operations.Membership.Say(membership);
        var panel = around.Render<MembershipPanel>(p => p.Add(m => m.Site, Site).Add(m => m.Name, "Hangzhou"));
        panel.WaitForState(() => panel.FindAll("[aria-busy]").Count == 0);
        return panel;
    }
}
