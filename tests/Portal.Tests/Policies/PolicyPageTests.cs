using AngleSharp.Dom;
using Bunit;
using ComputeNet.Contracts.Policies;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Portal.Api;
using ComputeNet.Portal.Features.Policies;
using ComputeNet.Portal.Tests.Fakes;

namespace ComputeNet.Portal.Tests.Policies;

public class PolicyPageTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 23, 7, 0, 0, TimeSpan.Zero);

    private static readonly PolicyView InForce = PolicyView.Default with
    {
        Version = 3,
        Prices = new ObjectivePrices { StabilityYuan = 0.25m },
        Tenants = [new(new("demo"), DevicesAtOnce: 64, CarbonFactor: 2)],
        Sites = [new(new("hangzhou-ai"), Trust: 0.9, Maintenance: [new MaintenanceWindow(At, At.AddHours(1), "pump")]) { LinkMegabytesPerSecond = 120 }],
    };

    [Fact]
    public void it_shows_the_policy_in_force_and_offers_nothing_until_something_is_changed()
    {
        using var around = new PageContext();
        var page = Open(around);

        Box(page, "priceWeight").GetAttribute("value").ShouldBe("1");
        Box(page, "prices.stabilityYuan").GetAttribute("value").ShouldBe("0.25");
        Box(page, "tenants[0].devicesAtOnce").GetAttribute("value").ShouldBe("64");
        Button(page, "What would change?").HasAttribute("disabled").ShouldBeTrue();
        Button(page, "Set policy").HasAttribute("disabled").ShouldBeTrue();
        page.Find(".submit-acts [role=status]").TextContent.ShouldBe("This is the policy in force.");
    }

    [Fact]
    public void what_is_set_is_what_was_asked_about_and_everything_without_a_box_stays()
    {
        using var around = new PageContext();
        around.Policies.Answer = new PolicyWhatIf(new("p-9"), At, new(1, 0, 0, 10, 5, 100, 0), new(1, 0, 0, 30, 2, 90, 0), 1,
            [new(new("w-7"), new(new("far"), new("far.gpu"), At), null, [])]);
        around.Policies.SetAnswer = InForce with { Version = 4, LatencyWeight = 5 };
        var page = Open(around);

        Box(page, "latencyWeight").Input("5");
        Button(page, "Set policy").HasAttribute("disabled").ShouldBeTrue("nobody has seen what it does");
        page.Find("form").Submit();
        page.Find("#what-if-title").TextContent.ShouldBe("Workloads placed otherwise: 1");
        page.Find(".what-if-moves").TextContent.ShouldContain("nowhere");
        Box(page, "latencyWeight").Input("6");
        Button(page, "Set policy").HasAttribute("disabled").ShouldBeTrue("that was another question");
        Box(page, "latencyWeight").Input("5");
        Button(page, "Set policy").Click();

        var (policy, version) = around.Policies.Sets.ShouldHaveSingleItem();
        version.ShouldBe(3);
        policy.LatencyWeight.ShouldBe(5);
        policy.Prices.ShouldBe(InForce.Prices);
        policy.Tenants!.ShouldBe(InForce.Tenants);
        policy.Sites!.Single().Maintenance!.Single().Reason.ShouldBe("pump");
        page.Find(".submit-acts [role=status]").TextContent.ShouldBe("The policy is set; the next round follows it.");
    }

    [Fact]
    public void a_wrong_number_is_named_before_anything_is_asked()
    {
        using var around = new PageContext();
        var page = Open(around);

        Box(page, "horizonHours").Input("1000");
        Button(page, "Add a tenant").Click();
        page.Find("form").Submit();

        around.Policies.Asked.ShouldBeEmpty();
        page.Find("#p-horizonHours-note").TextContent.ShouldBe("must be 1–168");
        page.FindAll(".field-error").Count.ShouldBe(2, "a new tenant has no name yet");
    }

    [Fact]
    public void who_comes_second_loses_nothing_and_overwrites_nothing()
    {
        using var around = new PageContext();
        var page = Open(around);

        Box(page, "carbonWeight").Input("7");
        around.Policies.Now.Say(InForce with { Version = 4, CarbonWeight = 2 });
        page.WaitForAssertion(() => page.Find("[role=alert]").TextContent.ShouldContain("Somebody else has set the policy meanwhile."));
        Box(page, "carbonWeight").GetAttribute("value").ShouldBe("7");
        Button(page, "Show theirs, drop mine").Click();
        Box(page, "carbonWeight").GetAttribute("value").ShouldBe("2");
    }

    [Fact]
    public void what_the_orchestrator_refuses_stands_at_the_field()
    {
        using var around = new PageContext();
        around.Policies.Answer = Trouble.Of(Refusal.Because("malformed-request")) with { Errors = new Dictionary<string, string[]> { ["slotMinutes"] = ["must not be longer than the horizon."] } };
        var page = Open(around);

        Box(page, "horizonHours").Input("1");
        page.Find("form").Submit();

        page.Find("#p-slotMinutes-note").TextContent.ShouldBe("must not be longer than the horizon.");
        page.Find(".submit-acts [role=alert]").TextContent.ShouldContain("what you typed is still here");
    }

    private static IRenderedComponent<PolicyPage> Open(PageContext around)
    {
        around.Policies.Now.Say(InForce);
        var page = around.Render<PolicyPage>();
        page.WaitForElement("form");
        return page;
    }

    private static IElement Box(IRenderedComponent<PolicyPage> page, string path) => page.Find("#p-" + new string([.. path.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')]));

    private static IElement Button(IRenderedComponent<PolicyPage> page, string text) => page.FindAll("button").Single(b => b.TextContent.Trim() == text);
}
