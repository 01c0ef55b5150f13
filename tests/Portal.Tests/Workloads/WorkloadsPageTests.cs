using Bunit;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Portal.Features.Workloads;
using ComputeNet.Portal.Tests.Fakes;
using static ComputeNet.Portal.Tests.Workloads.WorkloadSample;

namespace ComputeNet.Portal.Tests.Workloads;

public class WorkloadsPageTests
{
    [Fact]
    public void before_the_first_answer_the_page_is_a_skeleton_that_says_so()
    {
        using var around = new PageContext();
        var page = around.Render<WorkloadsPage>();

        page.Find(".loading").GetAttribute("aria-busy").ShouldBe("true");
        page.FindAll("table").ShouldBeEmpty();
    }

    [Fact]
    public void a_running_workload_shows_where_and_yuan_milliseconds_grams_in_this_order()
    {
        using var around = new PageContext();
        around.Fleet.Sites.Say([Hangzhou]);
        around.Workloads.List.Say(new([Running("w-1")], null));
        var page = around.Render<WorkloadsPage>();

        page.WaitForAssertion(() => page.Find("td.where").TextContent.ShouldContain("Hangzhou AI Computing Center"));
        page.FindAll("td.number .value").Select(c => c.TextContent).ShouldBe(["123", "18.5", "5,430"]);
        page.FindAll("td.number .unit").Select(c => c.TextContent.Trim()).ShouldBe(["¥", "ms", "gCO₂e"]);
        page.FindAll("td.number .assumed").Count.ShouldBe(2, "latency is estimated and carbon assumed; both are marked");
        page.Find(".state-word").TextContent.ShouldBe("Running");
        page.Find("td.name a").GetAttribute("href").ShouldBe("/workloads/w-1");
    }

    [Theory]
    [InlineData("en", "Short of 3 nvidia-h100 at a.x: 8 needed, 5 free, expected 2026-11-23 09:00")]
    [InlineData("zh-CN", "a.x 缺 3 个 nvidia-h100：需要 8 个，空闲 5 个，预计 2026-11-23 09:00")]
    public void a_waiting_workload_says_why_in_its_row_in_both_languages(string language, string why)
    {
        using var around = new PageContext(language);
        around.Workloads.List.Say(new([Waiting("w-1", new(PlanId.From("p-1"), FakeWatch<string>.AsOf, null, null, null, Refusal.Because("waiting-for-capacity",
            ("shortDevices", 3), ("model", "nvidia-h100"), ("pool", "a.x"), ("needDevices", 8), ("freeDevices", 5), ("until", "2026-11-23T09:00:00Z"))))], null));
        var page = around.Render<WorkloadsPage>();

        page.WaitForAssertion(() => page.Find("td.where").TextContent.ShouldContain(why));
    }

    [Fact]
    public void the_filter_stands_in_the_address_and_goes_to_the_api()
    {
        using var around = new PageContext();
        around.Navigation.NavigateTo("/workloads?phase=running&site=hangzhou-ai&search=train&tenant=acme");
        around.Workloads.List.Say(new([], null));
        var page = around.Render<WorkloadsPage>();

        page.WaitForAssertion(() => around.Workloads.Queries.ShouldContain(new WorkloadQuery(WorkloadPhase.Running, TenantId.From("acme"), SiteId.From("hangzhou-ai"), "train", null, 100)));
        page.WaitForAssertion(() => page.Find(".notice.empty").TextContent.ShouldContain("No workload matches"));
        page.Find("input[type=search]").Change("other");
        around.Navigation.Uri.ShouldEndWith("/workloads?phase=running&site=hangzhou-ai&search=other&tenant=acme");
    }

    [Fact]
    public void without_any_workload_the_page_says_what_to_do()
    {
        using var around = new PageContext();
        around.Workloads.List.Say(new([], null));
        var page = around.Render<WorkloadsPage>();

        page.WaitForAssertion(() => page.Find(".notice.empty").TextContent.ShouldContain("No workloads yet"));
    }

    [Fact]
    public void a_broken_line_keeps_the_rows_and_says_that_they_may_be_old()
    {
        using var around = new PageContext();
        around.Workloads.List.Say(new([Running("w-1")], null));
        var page = around.Render<WorkloadsPage>();
        page.WaitForAssertion(() => page.FindAll("td.name").Count.ShouldBe(1));

        around.Workloads.List.Break();

        page.WaitForAssertion(() => page.Find(".banner").TextContent.ShouldContain("Disconnected"));
        page.FindAll("td.name").Count.ShouldBe(1);
    }

    [Fact]
    public void a_changed_workload_changes_its_row_without_a_reload()
    {
        using var around = new PageContext();
        around.Workloads.List.Say(new([Waiting("w-1")], null));
        var page = around.Render<WorkloadsPage>();
        page.WaitForAssertion(() => page.Find(".state-word").TextContent.ShouldBe("Waiting"));

        around.Workloads.List.Say(new([Running("w-1") with { Version = 2 }], null));

        page.WaitForAssertion(() => page.Find(".state-word").TextContent.ShouldBe("Running"));
        page.Find("tbody tr.flash").TextContent.ShouldContain("name of w-1");
    }

    [Fact]
    public void leaving_the_page_stops_listening()
    {
        var around = new PageContext();
        around.Workloads.List.Say(new([], null));
        var page = around.Render<WorkloadsPage>();
        page.WaitForAssertion(() => around.Workloads.List.Watchers.ShouldBe(1));

        around.Dispose();

        SpinWait.SpinUntil(() => around.Workloads.List.Watchers == 0, TimeSpan.FromSeconds(5)).ShouldBeTrue();
    }
}
