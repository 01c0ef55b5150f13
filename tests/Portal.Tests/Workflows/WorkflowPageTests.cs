using Bunit;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Portal.Api;
using ComputeNet.Portal.Features.Workflows;
using ComputeNet.Portal.Features.Workloads;
using ComputeNet.Portal.Tests.Fakes;
using ComputeNet.Portal.Tests.Workloads;
using static ComputeNet.Portal.Tests.Workflows.WorkflowSample;

namespace ComputeNet.Portal.Tests.Workflows;

public class WorkflowPageTests
{
    [Theory]
    [InlineData("en", "planned: Hangzhou AI Computing Center", "waits for train")]
    [InlineData("zh-CN", "计划：杭州人工智能计算中心", "等待 train")]
    public void every_stage_tells_where_it_is_or_will_be_what_that_costs_and_what_it_waits_for(string language, string planned, string waits)
    {
        using var around = new PageContext(language);
        around.Fleet.Sites.Say([WorkloadSample.Hangzhou]);
        around.Workflows.One.Say(View);
        var page = Show(around);

        page.WaitForAssertion(() => page.FindAll(".stages tbody tr").Count.ShouldBe(3));
        page.WaitForAssertion(() => page.FindAll(".stages tbody tr")[1].TextContent.ShouldContain(planned));
        var rows = page.FindAll(".stages tbody tr").Select(r => r.TextContent).ToList();
        rows[0].ShouldSatisfyAllConditions(t => t.ShouldContain("12.5"), t => t.ShouldNotContain(planned));
        rows[1].ShouldSatisfyAllConditions(t => t.ShouldContain("80"), t => t.ShouldContain("≈"), t => t.ShouldContain("hangzhou-ai.a"), t => t.ShouldContain("—"));
        rows[2].ShouldContain(waits);
        page.Find(".stages tfoot").TextContent.ShouldSatisfyAllConditions(t => t.ShouldContain("92.5"), t => t.ShouldContain("10"));
        page.FindAll(".stages td.name a").Select(a => a.GetAttribute("href")).ShouldBe(["/workloads/w-1", "/workloads/w-2", "/workloads/w-3"]);
    }

    [Fact]
    public void the_drawing_has_a_link_per_stage_and_a_sentence_per_flow()
    {
        using var around = new PageContext();
        around.Workflows.One.Say(View);
        var page = Show(around);

        page.WaitForAssertion(() => page.FindAll(".stage-box").Count.ShouldBe(3));
        page.FindAll(".stage-box").Select(b => b.GetAttribute("href")).ShouldBe(["/workloads/w-1", "/workloads/w-2", "/workloads/w-3"]);
        page.FindAll(".stage-box")[0].GetAttribute("aria-label")!.ShouldStartWith("prepare, Succeeded");
        page.FindAll(".flow").Select(f => f.GetAttribute("aria-label")).ShouldBe(["prepare hands 20 GB to train", "train hands 0.5 GB to report", "prepare comes before report"]);
        page.FindAll(".flow-size").Select(t => t.TextContent).ShouldBe(["20 GB", "0.5 GB"], "what has no size only keeps the order");
    }

    [Fact]
    public void what_cannot_be_planned_says_why()
    {
        using var around = new PageContext();
        around.Workflows.One.Say(View with { WhyUnplanned = Refusal.Because("workflow-gang-has-no-candidate", ("gang", "report")) });
        var page = Show(around);

        page.WaitForAssertion(() => page.Markup.ShouldContain("Gang report has no place at all"));
    }

    [Fact]
    public void cancelling_shows_its_scope_first_and_then_does_it_once()
    {
        using var around = new PageContext();
        around.Workflows.One.Say(View);
        around.Workflows.CancelAnswer = View with { Summary = Summary with { CancelRequested = true } };
        var page = Show(around);
        page.WaitForElement("#cancel").Click();

        page.Find(".ask").TextContent.ShouldContain("Stops 0 stages that have a place; 2 waiting ones end at once.");
        around.Workflows.Cancelled.ShouldBeEmpty();
        page.Find(".ask .danger").Click();

        around.Workflows.Cancelled.ShouldBe([new WorkflowId("f-1")]);
        page.FindAll("#cancel").ShouldBeEmpty();
        page.Find(".banner").TextContent.ShouldContain("Cancel requested");
    }

    [Fact]
    public void a_finished_one_cannot_be_cancelled_and_a_refusal_is_told_where_it_was_asked()
    {
        using var around = new PageContext();
        around.Workflows.One.Say(View);
        around.Workflows.CancelAnswer = Trouble.Of(Refusal.Because("workflow-finished", ("workflow", "f-1"), ("outcome", "Failed")));
        var page = Show(around);
        page.WaitForElement("#cancel").Click();
        page.Find(".ask .danger").Click();
        page.Find(".ask [role=alert]").TextContent.ShouldContain("f-1 is finished already");

        around.Workflows.One.Say(View with { Summary = Summary with { Outcome = WorkloadOutcome.Failed } });
        page.WaitForAssertion(() => page.FindAll(".ask, #cancel").ShouldBeEmpty());
    }

    [Fact]
    public void an_address_that_is_no_id_is_told_and_an_unknown_one_says_so()
    {
        using var around = new PageContext();
        around.Render<WorkflowPage>(p => p.Add(x => x.Id, "<b>")).Find(".notice.empty").TextContent.ShouldContain("is not the id of a workflow");

        around.Workflows.One.Fail(Refusal.Because("workflow-unknown", ("workflow", "f-1")));
        var page = Show(around);
        page.WaitForAssertion(() => page.Find("[role=alert]").TextContent.ShouldContain("There is no workflow f-1 that you may see"));
    }

    [Fact]
    public void the_list_counts_stages_and_leads_to_each()
    {
        using var around = new PageContext();
        around.Workflows.List.Say(new Page<Contracts.Workflows.WorkflowSummary>([Summary], null));
        var page = around.Render<WorkflowsPage>();

        page.WaitForAssertion(() => page.Find(".workflows td.name a").GetAttribute("href").ShouldBe("/workflows/f-1"));
        page.Find(".workflows td.where").TextContent.ShouldSatisfyAllConditions(t => t.ShouldContain("1 of 3 succeeded"), t => t.ShouldContain("1 wait for inputs"));
        around.Workflows.List.Say(new Page<Contracts.Workflows.WorkflowSummary>([], null));
        page.WaitForAssertion(() => page.Find(".notice.empty").TextContent.ShouldContain("No workflow yet"));
    }

    [Fact]
    public void a_workload_that_is_a_stage_leads_to_its_workflow()
    {
        using var around = new PageContext();
        around.Workloads.One.Say(WorkloadSample.View(WorkloadSample.Running("w-1") with { Workflow = new("f-1") }));
        var page = around.Render<WorkloadPage>(p => p.Add(x => x.Id, "w-1"));

        page.WaitForAssertion(() => page.Find("a[href='/workflows/f-1']").TextContent.ShouldBe("stage of a workflow"));
    }

    [Fact]
    public void a_run_that_waits_for_its_data_says_how_long()
    {
        using var around = new PageContext();
        around.Workloads.One.Say(WorkloadSample.View(WorkloadSample.Running("w-1")));
        var chosen = Plans.Sample.Allowed("hangzhou-ai.x", Contracts.Plans.CandidateVerdict.Chosen, terms: [("price", 10_000_000), ("successors", 2_000_000)]);
        around.Workloads.Decision.Say(Plans.Sample.Decision(chosen with { RunTime = new(7200, 7200, Basis.Stated) { TransferSeconds = 3600 } }));
        var page = around.Render<WorkloadPage>(p => p.Add(x => x.Id, "w-1"));

        page.WaitForAssertion(() => page.Find(".candidates tr.chosen").TextContent.ShouldSatisfyAllConditions(
            t => t.ShouldContain("2:00:00"), t => t.ShouldContain("1:00:00 of it to bring the data"), t => t.ShouldContain("Stages that follow")));
    }

    private static IRenderedComponent<WorkflowPage> Show(PageContext around) => around.Render<WorkflowPage>(p => p.Add(x => x.Id, "f-1"));
}
