using System.Text.Json;
using Bunit;
using ComputeNet.Contracts.Plans;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Portal.Api;
using ComputeNet.Portal.Features.Plans;
using ComputeNet.Portal.Tests.Fakes;

namespace ComputeNet.Portal.Tests.Plans;

public class PlanPageTests
{
    private static readonly PlanSummary Summary = new(PlanId.From("p-1"), Sample.Now, 12, 7, 3, 2, 1, 200_000_000, 198_000_000, 41.6, "greedy+cp-sat", "sha256-abc");

    [Fact]
    public void the_list_shows_every_round_with_its_gap()
    {
        using var around = new PageContext();
        around.Plans.List.Say(new([Summary], null));
        var page = around.Render<PlansPage>();

        page.WaitForAssertion(() => page.Find("tbody a").GetAttribute("href").ShouldBe("/plans/p-1"));
        var cells = page.FindAll("tbody td").Select(c => c.TextContent.Trim()).ToList();
        cells[2..7].ShouldBe(["12", "7", "3", "2", "1"]);
        cells[8].ShouldBe("1.00\u2009%");
    }

    [Fact]
    public void before_the_first_round_the_list_says_when_there_will_be_one()
    {
        using var around = new PageContext("zh-CN");
        around.Plans.List.Say(new([], null));
        var page = around.Render<PlansPage>();

        page.WaitForAssertion(() => page.Find(".notice.empty").TextContent.ShouldContain("尚无调度记录"));
    }

    [Fact]
    public void what_a_round_leaves_on_machines_is_shown_with_its_cut_up_share()
    {
        using var around = new PageContext();
        around.Plans.Answer = View(new(true, [])) with { Fragmentation = [new(PoolId.From("kunshan-nscc.v100"), 16, 128, 62_500, 15_625)] };
        var page = Show(around);

        page.WaitForAssertion(() => page.Find("section[aria-labelledby='fragmentation-title'] dd").TextContent.ShouldContain("62.5 of 128 devices left"));
        page.Find("section[aria-labelledby='fragmentation-title'] .quiet").TextContent.ShouldBe("25% of that cut up");
    }

    [Fact]
    public void a_plan_that_replays_the_same_says_so_and_lists_its_placements()
    {
        using var around = new PageContext();
        around.Plans.Answer = View(new(true, []));
        var page = Show(around);

        page.WaitForAssertion(() => page.Find(".replay.same h2").TextContent.ShouldContain("the same plan"));
        page.Find(".placements tbody a").GetAttribute("href").ShouldBe("/workloads/w-1");
        page.Find("dl.facts").TextContent.ShouldContain("greedy+cp-sat");
    }

    [Fact]
    public void a_plan_that_replays_differently_says_what_differs()
    {
        using var around = new PageContext();
        around.Plans.Answer = View(new(false, ["w-1: pool a.x became b.x"]));
        var page = Show(around);

        page.WaitForAssertion(() => page.Find(".replay.differs li").TextContent.ShouldBe("w-1: pool a.x became b.x"));
    }

    [Fact]
    public void a_plan_that_is_not_there_says_so()
    {
        using var around = new PageContext();
        around.Plans.Answer = Trouble.Of(Refusal.Because("plan-unknown", ("plan", "p-1")));
        var page = Show(around);

        page.WaitForAssertion(() => page.Find("[role=alert]").TextContent.ShouldContain("There is no plan p-1"));
    }

    [Theory]
    [InlineData(200, 198, 0.01)]
    [InlineData(200, 300, 0.0)]
    [InlineData(100, -50, 1.0)]
    public void the_gap_is_a_share_of_the_objective(long objective, long bound, double gap) =>
        PlanGap.Of(Summary with { ObjectiveMicroYuan = objective, LowerBoundMicroYuan = bound }).ShouldBe(gap);

    [Fact]
    public void a_plan_that_costs_nothing_has_no_gap() => PlanGap.Of(Summary with { ObjectiveMicroYuan = 0, LowerBoundMicroYuan = 0 }).ShouldBeNull();

    private static PlanView View(ReplayVerdict replay) => new(
        Summary, [new(WorkloadId.From("w-1"), SiteId.From("a"), PoolId.From("a.x"), 0, 8, Sample.Now, Sample.Now.AddHours(1), 5_000_000)],
        JsonDocument.Parse("{}").RootElement, replay);

    private static IRenderedComponent<PlanPage> Show(PageContext around) => around.Render<PlanPage>(p => p.Add(x => x.Id, "p-1"));
}
