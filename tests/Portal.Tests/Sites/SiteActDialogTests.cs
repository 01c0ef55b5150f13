using Bunit;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Portal.Api;
using ComputeNet.Portal.Features.Sites.Acts;
using ComputeNet.Portal.Tests.Fakes;
using ComputeNet.Portal.Tests.Fleet;

namespace ComputeNet.Portal.Tests.Sites;

/// <summary>Acts on a site: the scope is shown before anything is done, and the name is asked for only where there is no way back.</summary>
public class SiteActDialogTests
{
    private static readonly PoolId Pool = new("hangzhou-ai.main");

    [Fact]
    public void the_scope_stands_there_before_anything_is_done()
    {
        using var around = new PageContext();
        around.Operations.PreviewAnswer = Outcome(SiteActKind.Suspend, LeaseFate.IsMoved, LeaseFate.IsMoved, LeaseFate.GoesOn);
        around.Operations.ActAnswer = around.Operations.PreviewAnswer;
        var dialog = Open(around);

        Choose(dialog, "Suspend");

        dialog.Find(".dry-run").TextContent.ShouldContain("2 leases on 16 devices return to the queue");
        dialog.FindAll(".touched a").Select(a => a.TextContent).ShouldBe(["w-1", "w-2"]);
        around.Operations.Done.ShouldBeEmpty();

        dialog.Find(".confirm label.field input").Input("  cooling fault ");
        dialog.Find(".confirm-actions .danger").Click();

        around.Operations.Done.ShouldBe([new SiteAct(SiteActKind.Suspend, "cooling fault")]);
        dialog.FindAll(".dry-run").ShouldBeEmpty("it is done and closed");
    }

    [Fact]
    public void what_would_change_nothing_cannot_be_done()
    {
        using var around = new PageContext();
        around.Operations.PreviewAnswer = Outcome(SiteActKind.Accept) with { Changes = false };
        var dialog = Open(around);

        Choose(dialog, "Accept work");

        dialog.Find(".dry-run").TextContent.ShouldContain("in this state already");
        dialog.Find(".confirm-actions .primary").HasAttribute("disabled").ShouldBeTrue();
    }

    [Fact]
    public void only_removal_asks_for_the_name_and_does_not_take_another()
    {
        using var around = new PageContext();
        around.Operations.PreviewAnswer = Outcome(SiteActKind.Remove, LeaseFate.IsMoved) with { CredentialsEnded = 1 };
        around.Operations.ActAnswer = around.Operations.PreviewAnswer;
        var dialog = Open(around);

        Choose(dialog, "Remove");
        dialog.Find(".dry-run").TextContent.ShouldContain("Credentials that end: 1");
        dialog.Find(".confirm-actions .danger").HasAttribute("disabled").ShouldBeTrue();
        dialog.FindAll(".confirm label.field input")[1].Input("hangzhou");
        dialog.Find(".confirm-actions .danger").HasAttribute("disabled").ShouldBeTrue();
        dialog.FindAll(".confirm label.field input")[1].Input("hangzhou-ai");
        dialog.Find(".confirm-actions .danger").Click();
        around.Operations.Done.Single().Kind.ShouldBe(SiteActKind.Remove);
    }

    [Fact]
    public void a_cap_is_sent_for_the_pools_that_were_changed_and_a_wrong_number_is_said_at_its_field()
    {
        using var around = new PageContext();
        around.Operations.PreviewAnswer = Outcome(SiteActKind.Cap) with { Pools = [new(Pool, 512, 16, true, null, 64, false)] };
        var dialog = Open(around);

        Choose(dialog, "Cap");
        dialog.Find(".caps input").Input("sixty");
        dialog.Find(".caps .field-error").TextContent.ShouldContain("whole number");
        dialog.Find(".confirm-actions .primary").HasAttribute("disabled").ShouldBeTrue();

        dialog.Find(".caps input").Input("64");
        around.Operations.Previewed[^1].Caps.ShouldBe([new PoolCap(Pool, 64)]);
        dialog.Find(".dry-run").TextContent.ShouldContain("cap no cap → 64 (16 of 512 devices leased)");
    }

    [Fact]
    public void a_new_key_shows_its_command_once()
    {
        using var around = new PageContext();
        around.Operations.PreviewAnswer = Outcome(SiteActKind.Rekey) with { CredentialsEnded = 2 };
        around.Operations.ActAnswer = Outcome(SiteActKind.Rekey) with
        {
            Enrolment = new("e-1", new("hangzhou-ai"), "cne_secret", FakeWatch<string>.AsOf.AddHours(1), "computenet-adapter join https://centre cne_secret"),
        };
        var dialog = Open(around);

        Choose(dialog, "Re-key");
        around.Operations.Previewed.Single().Enrolment.ShouldNotBeNull();
        dialog.Find(".confirm-actions .danger").Click();
        dialog.Find("#join-command").TextContent.ShouldContain("cne_secret");

        dialog.Find("dialog").TriggerEvent("onclose", EventArgs.Empty);
        dialog.Markup.ShouldNotContain("cne_secret");
    }

    [Fact]
    public void a_refused_act_says_why_and_keeps_what_was_entered()
    {
        using var around = new PageContext();
        around.Operations.PreviewAnswer = Outcome(SiteActKind.Drain);
        around.Operations.ActAnswer = Trouble.Of(Refusal.Because("site-unknown", ("site", "hangzhou-ai")));
        var dialog = Open(around);

        Choose(dialog, "Drain");
        dialog.Find(".confirm label.field input").Input("maintenance");
        dialog.Find(".confirm-actions .primary").Click();

        dialog.Find(".notice.problem").TextContent.Trim().ShouldNotBeEmpty();
        dialog.Find(".confirm label.field input").GetAttribute("value").ShouldBe("maintenance");
    }

    private static void Choose(IRenderedComponent<SiteActDialog> dialog, string act) =>
        dialog.FindAll(".segments button").Single(b => b.TextContent == act).Click();

    private static SiteActOutcome Outcome(SiteActKind kind, params LeaseFate[] fates) => new(
        new("hangzhou-ai"), kind, FakeWatch<string>.AsOf, true, [],
        [.. fates.Select((f, i) => new LeaseTouched(Pool, new($"w-{i + 1}"), new($"w-{i + 1}.1"), 8, f, null, FakeWatch<string>.AsOf.AddHours(1)))]);

    private static IRenderedComponent<SiteActDialog> Open(PageContext around)
    {
        var dialog = around.Render<SiteActDialog>(p => p.Add(d => d.Site, SiteSample.View(SiteSample.Hangzhou)));
        dialog.Find("#act").Click();
        return dialog;
    }
}
