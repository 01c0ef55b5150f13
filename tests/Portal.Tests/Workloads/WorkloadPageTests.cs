using Bunit;
using ComputeNet.Contracts.Plans;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Portal.Api;
using ComputeNet.Portal.Features.Workloads;
using ComputeNet.Portal.Tests.Fakes;
using ComputeNet.Portal.Tests.Plans;
using static ComputeNet.Portal.Tests.Workloads.WorkloadSample;

namespace ComputeNet.Portal.Tests.Workloads;

public class WorkloadPageTests
{
    [Fact]
    public void every_event_is_a_sentence_with_its_actor_newest_first()
    {
        using var around = new PageContext();
        around.Fleet.Sites.Say([Hangzhou]);
        around.Workloads.One.Say(View(Running("w-1"),
            Event(1, "workload_submitted"),
            Event(2, "workload_placed", ("site", "hangzhou-ai"), ("devices", "1200"), ("pool", "hangzhou-ai.ascend-910b"), ("attempt", "1")),
            Event(3, "workload_evicted", ("site", "hangzhou-ai"), ("why", "pool-full"), ("why.pool", "hangzhou-ai.ascend-910b"), ("why.needDevices", "8"), ("why.freeDevices", "2"))));
        var page = Show(around);

        page.WaitForAssertion(() => page.FindAll(".timeline .event").Select(e => e.TextContent).ShouldBe(
        [
            "Lost its place at Hangzhou AI Computing Center; it waits again",
            "Placed at Hangzhou AI Computing Center: hangzhou-ai.ascend-910b × 1,200, attempt 1",
            "Submitted",
        ]));
        page.Find(".event-why").TextContent.Trim().ShouldBe("hangzhou-ai.ascend-910b has 2 free devices, 8 needed");
        page.FindAll(".timeline .under").ShouldAllBe(e => e.TextContent.Contains("by planner"));
    }

    [Fact]
    public void the_stretches_ahead_and_the_work_done_are_told_while_it_waits_and_each_suspension_in_the_timeline()
    {
        using var around = new PageContext();
        around.Fleet.Sites.Say([Hangzhou]);
        var view = View(Running("w-1"), Event(1, "workload_suspended", ("site", "hangzhou-ai"), ("percentDone", "75"), ("ranSeconds", "3600")));
        var at = new DateTimeOffset(2026, 11, 24, 2, 0, 0, TimeSpan.Zero);
        around.Workloads.One.Say(view with
        {
            Summary = view.Summary with
            {
                Phase = WorkloadPhase.Pending,
                Assignment = null,
                ShareDone = 0.75,
                Forecast = new Forecast(null, at, Hangzhou.Id, new("hangzhou-ai.ascend-910b"), at, null) { Stretches = [new(at, at.AddHours(1)), new(at.AddHours(4), at.AddHours(5))] },
            },
            Request = view.Request with { Interruptible = new() { ResumeYuan = 2, CheckpointGigabytes = 5 } },
        });
        var page = Show(around);

        page.WaitForAssertion(() => page.FindAll("ol.stretches li").Count.ShouldBe(2));
        page.Markup.ShouldContain("75%");
        page.FindAll("dd").Select(d => d.TextContent.Trim()).ShouldContain("stretches of 30 min or more, 5 min and ¥2.00 per resume, checkpoint of 5.00 GB, stays at its site");
        page.Find(".timeline .event").TextContent.ShouldBe("Stopped at the end of its stretch at Hangzhou AI Computing Center, 75 % done; it waits for the next");
    }

    [Fact]
    public void the_end_of_the_log_is_shown_as_the_site_sent_it()
    {
        using var around = new PageContext();
        around.Workloads.One.Say(View(Running("w-1")) with { LogTail = "9592 primes below 100000\n<done>" });
        var page = Show(around);

        page.WaitForAssertion(() => page.Find("pre.log").TextContent.ShouldBe("9592 primes below 100000\n<done>"));
    }

    [Fact]
    public void the_machine_the_device_and_the_rounding_of_its_share_are_shown_where_it_runs_and_why_not_where_it_does_not()
    {
        using var around = new PageContext();
        around.Fleet.Sites.Say([Hangzhou]);
        IReadOnlyList<MemberSeat> seats = [new("node-003", [4], 571, 71, 46_777)];
        var running = Running("w-1");
        around.Workloads.One.Say(View(running with { Assignment = running.Assignment! with { Seats = seats } }));
        around.Workloads.Decision.Say(Sample.Decision(
            Sample.Allowed("hangzhou-ai.npu", CandidateVerdict.Chosen, terms: ("price", 1)) with { Seats = seats },
            Sample.Refused("wuhan-ai.npu", "no-node-with-cores", ("pool", "wuhan-ai.npu"), ("nodes", 4), ("lackingNodes", 3), ("members", 1), ("needMilliCores", 4000), ("mostMilliCores", 1500))));
        var page = Show(around);

        page.WaitForAssertion(() => page.FindAll(".seats li").Count.ShouldBe(2));
        page.FindAll(".seats li").Select(e => string.Join(' ', e.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))).Distinct()
            .ShouldBe(["node-003 device 4 · 571 thousandths of each · rounded up by 71"]);
        page.Find(".refused-why").TextContent.Trim().ShouldBe("The devices of wuhan-ai.npu would do, but 3 of 4 machines lack processors: 4 cores needed, at most 1.5 free");
    }

    [Fact]
    public void the_parts_of_a_gang_are_shown_where_it_runs_and_beside_the_pool_that_could_not_hold_it_whole()
    {
        using var around = new PageContext();
        around.Fleet.Sites.Say([Hangzhou]);
        IReadOnlyList<GangPart> parts = [new(new("hangzhou-ai.a"), 4), new(new("hangzhou-ai.b"), 2)];
        var running = Running("w-1");
        around.Workloads.One.Say(View(running with { Assignment = running.Assignment! with { Parts = parts } }));
        around.Workloads.Decision.Say(Sample.Decision(
            Sample.Allowed("hangzhou-ai.a", CandidateVerdict.Chosen, terms: [("price", 1), ("spread", 2)]) with { Parts = parts },
            Sample.Refused("hangzhou-ai.a", "gang-larger-than-pool", ("needDevices", 6), ("poolDevices", 4)),
            Sample.Refused("wuhan-ai.a", "gang-larger-than-site", ("needDevices", 6), ("siteDevices", 5), ("pools", 2)) with { Parts = [] }));
        var page = Show(around);

        string Text(string selector) => string.Join(' ', page.Find(selector).TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        page.WaitForAssertion(() => Text(".candidates tr.chosen .under").ShouldBe("4 in hangzhou-ai.a + 2 in hangzhou-ai.b"));
        page.FindAll("dd").Select(d => string.Join(' ', d.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))).ShouldContain(d => d.EndsWith("4 in hangzhou-ai.a + 2 in hangzhou-ai.b"));
        page.FindAll(".refused-why").Select(w => w.TextContent.Trim()).ShouldContain("Needs 6 devices together, 2 pools of the site have 5");
        page.FindAll(".refused .place").Select(p => p.TextContent).ShouldContain(p => p.Contains("several pools together"));
    }

    [Fact]
    public void every_wish_of_the_request_is_told()
    {
        using var around = new PageContext();
        around.Fleet.Sites.Say([Hangzhou]);
        var view = View(Running("w-1"));
        around.Workloads.One.Say(view with
        {
            Request = view.Request with
            {
                Variants = [view.Request.Variants[0] with { ReferenceModel = new("nvidia-a100"), Steps = 5000, Throughput = [new(new("nvidia-a100"), 2.5, Basis.Assumed)] }],
                Placement = new()
                {
                    MinTrust = 0.9,
                    MinIsolation = Isolation.VirtualMachine,
                    AllowedOperatorCountries = ["CN"],
                    Together = [new("w-2")],
                    Apart = [new("w-3")],
                    Data = [new(Hangzhou.Id, 12, Contracts.Workloads.DataBound.Region)],
                },
            },
        });
        var page = Show(around);

        page.WaitForAssertion(() => page.Find("#request-title").ParentElement!.TextContent.ShouldSatisfyAllConditions(
            t => t.ShouldContain("Virtual machines"), t => t.ShouldContain("w-2"), t => t.ShouldContain("w-3"),
            t => t.ShouldContain("GB at Hangzhou AI Computing Center (stays in its region)"), t => t.ShouldContain("told for nvidia-a100"), t => t.ShouldContain("5,000 steps"), t => t.ShouldContain("≈")));
    }

    [Fact]
    public void what_would_help_a_waiting_workload_is_a_sentence_with_the_place_it_brings()
    {
        using var around = new PageContext();
        around.Fleet.Sites.Say([Hangzhou]);
        around.Workloads.One.Say(View(Waiting("w-1")));
        around.Workloads.Counterfactuals.Say(new(PlanId.From("p-1"), WorkloadId.From("w-1"), Sample.Now, [Helps("later-deadline", ("deadline", "2026-11-23T12:00:00+00:00"), ("laterSeconds", "9000"))]));
        var page = Show(around);

        page.WaitForAssertion(() => page.Find(".would-help .relaxation").TextContent.ShouldBe("Finish 2.5 h later, by 2026-11-23 12:00"));
        page.Find(".would-help").TextContent.ShouldSatisfyAllConditions(t => t.ShouldContain("Hangzhou AI Computing Center"), t => t.ShouldContain("has a place"));
    }

    [Fact]
    public void when_no_single_wish_less_would_help_the_page_says_so_and_a_running_workload_is_not_asked()
    {
        using var around = new PageContext();
        around.Workloads.One.Say(View(Waiting("w-1")));
        around.Workloads.Counterfactuals.Say(new(null, WorkloadId.From("w-1"), Sample.Now, []));
        var page = Show(around);

        page.WaitForAssertion(() => page.Find(".would-help").TextContent.ShouldContain("No single wish less"));
        around.Workloads.One.Say(View(Running("w-1")));
        page.WaitForAssertion(() => page.FindAll(".would-help").ShouldBeEmpty());
    }

    private static Counterfactual Helps(string relaxation, params (string Name, object? Value)[] facts) => new(
        relaxation, Refusal.Because(relaxation, facts).Facts, true, Hangzhou.Id, PoolId.From("hangzhou-ai.ascend-910b"), 0, Sample.Now, Sample.Now.AddHours(1),
        Sample.Figures(12, 18.5, 300), [new CostTerm("price", 12_000_000)], null, 0);

    [Fact]
    public void an_event_that_we_have_no_sentence_for_is_shown_by_its_name()
    {
        using var around = new PageContext();
        around.Workloads.One.Say(View(Running("w-1"), Event(1, "workload_teleported")));
        var page = Show(around);

        page.WaitForAssertion(() => page.Find(".event").TextContent.ShouldBe("workload_teleported"));
    }

    [Fact]
    public void cancelling_shows_its_scope_first_and_then_does_it_once()
    {
        using var around = new PageContext();
        around.Fleet.Sites.Say([Hangzhou]);
        around.Workloads.One.Say(View(Running("w-1")));
        around.Workloads.CancelAnswer = View(Running("w-1"), Event(9, "workload_cancel_requested"));
        var page = Show(around);
        page.WaitForElement("#cancel").Click();

        page.Find(".ask").TextContent.ShouldContain("Stops attempt 2 on 32 devices at Hangzhou AI Computing Center");
        around.Workloads.Cancelled.ShouldBeEmpty();
        page.Find(".ask .danger").Click();

        around.Workloads.Cancelled.ShouldBe([WorkloadId.From("w-1")]);
        page.FindAll("#cancel").ShouldBeEmpty();
        page.Find(".banner").TextContent.ShouldContain("Cancel requested");
    }

    [Fact]
    public void a_refused_cancel_says_why_where_it_was_asked()
    {
        using var around = new PageContext();
        around.Workloads.One.Say(View(Waiting("w-1")));
        around.Workloads.CancelAnswer = Trouble.Of(Refusal.Because("workload-finished", ("workload", "w-1"), ("outcome", "Succeeded")));
        var page = Show(around);
        page.WaitForElement("#cancel").Click();
        page.Find(".ask .danger").Click();

        page.Find(".ask [role=alert]").TextContent.ShouldContain("w-1 is finished already");
    }

    [Fact]
    public void a_finished_workload_cannot_be_cancelled_but_submitted_again()
    {
        using var around = new PageContext();
        around.Workloads.One.Say(View(Running("w-1") with { Phase = WorkloadPhase.Finished, Outcome = WorkloadOutcome.Succeeded }));
        var page = Show(around);

        page.WaitForAssertion(() => page.Find("a[href='/submit?like=w-1']"));
        page.FindAll("#cancel").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("en", "wins by ¥5.00, mostly on Carbon")]
    [InlineData("zh-CN", "以 ¥5.00 之差胜出，主要因为碳成本")]
    public void why_here_names_the_winner_and_what_decided_in_both_languages(string language, string message)
    {
        using var around = new PageContext(language);
        around.Workloads.One.Say(View(Running("w-1")));
        around.Workloads.Decision.Say(Sample.Decision(
            Sample.Allowed("hangzhou-ai.x", CandidateVerdict.Chosen, terms: [("price", 10_000_000), ("carbon", 1_000_000)]),
            Sample.Allowed("guizhou.x", terms: [("price", 10_000_000), ("carbon", 6_000_000)]),
            Sample.Refused("aws.x", "country-not-allowed", ("country", "US"), ("allowedCountries", "CN"))));
        var page = Show(around);

        page.WaitForAssertion(() => page.Find(".why-message").TextContent.ShouldContain(message));
        page.FindAll(".candidates tbody tr").Count.ShouldBe(2);
        page.Find(".candidates tr.chosen").TextContent.ShouldContain("hangzhou-ai.x");
        page.FindAll(".candidates tr.chosen .cost-bar .part").Count.ShouldBe(2);
        page.Find(".refused li").TextContent.ShouldContain("US");
    }

    [Fact]
    public void an_address_that_is_no_id_is_told_and_not_asked()
    {
        using var around = new PageContext();
        var page = around.Render<WorkloadPage>(p => p.Add(x => x.Id, "<b>"));

        page.Find(".notice.empty").TextContent.ShouldContain("is not the id of a workload");
    }

    [Fact]
    public void a_workload_that_is_not_there_says_so()
    {
        using var around = new PageContext();
        around.Workloads.One.Fail(Refusal.Because("workload-unknown", ("workload", "w-1")));
        var page = Show(around);

        page.WaitForAssertion(() => page.Find("[role=alert]").TextContent.ShouldContain("There is no workload w-1 that you may see"));
    }

    private static IRenderedComponent<WorkloadPage> Show(PageContext around) => around.Render<WorkloadPage>(p => p.Add(x => x.Id, "w-1"));
}
