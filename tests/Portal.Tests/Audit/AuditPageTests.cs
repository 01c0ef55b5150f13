using Bunit;
using ComputeNet.Contracts.Audit;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Portal.Features.Audit;
using ComputeNet.Portal.Tests.Fakes;

namespace ComputeNet.Portal.Tests.Audit;

public class AuditPageTests
{
    [Theory]
    [InlineData("en", "submitted", "workload")]
    [InlineData("zh-CN", "提交", "任务")]
    public void an_act_is_told_in_the_readers_language_with_who_what_and_which(string language, string act, string noun)
    {
        using var around = new PageContext(language);
        around.Audit.List.Say(new([Entry(1, "workload_submitted", "workload", "w-1")], null));
        var page = around.Render<AuditPage>();

        page.WaitForAssertion(() => page.FindAll("tbody td").Count.ShouldBe(6));
        var cells = page.FindAll("tbody td").Select(c => c.TextContent.Trim()).ToList();
        (cells[1], cells[2]).ShouldBe(("alice", act));
        cells[3].ShouldContain(noun);
        page.Find("tbody td a").GetAttribute("href").ShouldBe("/workloads/w-1");
    }

    [Fact]
    public void an_act_that_has_no_word_yet_is_shown_as_the_ledger_has_it()
    {
        using var around = new PageContext();
        around.Audit.List.Say(new([Entry(1, "moon_landed", "moon", "luna")], null));
        var page = around.Render<AuditPage>();

        page.WaitForAssertion(() => page.Find("tbody").TextContent.ShouldContain("moon_landed"));
    }

    [Fact]
    public void the_filter_stands_in_the_address_and_in_the_export()
    {
        using var around = new PageContext();
        around.Navigation.NavigateTo("/audit?actor=alice&from=2026-11-01&to=2026-11-02");
        around.Audit.List.Say(new([], null));
        var page = around.Render<AuditPage>();

        page.WaitForAssertion(() => page.Find(".notice.empty").TextContent.ShouldContain("No act matches"));
        var query = around.Audit.Queries.ShouldHaveSingleItem();
        query.Actor.ShouldBe("alice");
        query.To.ShouldBe(new DateTimeOffset(2026, 11, 3, 0, 0, 0, TimeSpan.Zero), "the last day counts whole");
        page.FindAll("a[download]").Select(a => new Uri(a.GetAttribute("href")!).PathAndQuery).ShouldBe(
        [
            "/audit/export?actor=alice&from=2026-11-01&to=2026-11-02&format=csv&zone=UTC",
            "/audit/export?actor=alice&from=2026-11-01&to=2026-11-02&format=jsonl&zone=UTC",
        ]);
        page.Find("select").Change("site");
        around.Navigation.Uri.ShouldContain("noun=site");
    }

    [Fact]
    public void a_tenant_who_may_not_look_is_told_so()
    {
        using var around = new PageContext(role: Roles.Tenant);
        around.Audit.List.Fail(Refusal.Because("role-not-allowed"));
        var page = around.Render<AuditPage>();

        page.WaitForAssertion(() => page.Find("[role=alert]").TextContent.ShouldContain("Your role may not do or see this"));
    }

    private static AuditEntry Entry(long sequence, string action, string noun, string target) => new(
        sequence, FakeWatch<string>.AsOf, "alice", action, noun, target, null, "c-1", new Dictionary<string, string> { ["priority"] = "50" });
}
