using ComputeNet.Brain.Explanations;
using ComputeNet.Brain.Problem;
using ComputeNet.Brain.Rules;
using ComputeNet.Brain.Rules.Objectives;
using ComputeNet.Brain.Tests.Given;
using ComputeNet.Contracts.Plans;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Tests.Explanations;

public sealed class ExplainerTests
{
    private static readonly PlanningPolicy Policy = new();

    private static readonly PlanningProblem Problem = AProblem.With(
        [
            AProblem.Pool("full") with { PriceYuanPerDeviceHour = 1m, Commitments = [new Commitment(8, AProblem.Now.AddHours(3))] },
            AProblem.Pool("dear") with { PriceYuanPerDeviceHour = 30m },
            AProblem.Pool("cheap"),
            AProblem.Pool("npu") with { Architecture = Architecture.Ascend },
            AProblem.Pool("tiny") with { Devices = 2 },
        ],
        AProblem.Demand() with { Variants = [AProblem.Variant(devices: 4)], Placement = new() { Deadline = AProblem.Now.AddHours(2) } });

    [Fact]
    public void candidates_come_chosen_first_then_by_cost_then_by_rule()
    {
        var candidates = Explainer.Explain(Problem, Policy, Planner.Solve(Problem, Policy), new("w-1"))!.Candidates;

        candidates.Select(c => (c.Site.Value, c.Verdict, c.RefusedBy?.Code)).ShouldBe(
        [
            ("cheap", CandidateVerdict.Chosen, null),
            ("dear", CandidateVerdict.Feasible, null),
            ("npu", CandidateVerdict.Refused, "architecture-differs"),
            ("tiny", CandidateVerdict.Refused, "gang-larger-than-pool"),
            ("full", CandidateVerdict.Refused, "no-capacity-in-horizon"),
        ]);
    }

    [Fact]
    public void a_full_pool_names_what_is_short_how_much_and_until_when()
    {
        var full = Explainer.Explain(Problem, Policy, Planner.Solve(Problem, Policy), new("w-1"))!.Candidates.Single(c => c.Site.Value == "full").RefusedBy!;

        full.Facts.ShouldBe(new Dictionary<string, string>
        {
            ["pool"] = "full.gpu",
            ["model"] = "nvidia-a100",
            ["needDevices"] = "4",
            ["freeDevices"] = "2",
            ["shortDevices"] = "2",
            ["until"] = "2026-11-23T11:00:00.0000000+00:00",
        }, ignoreOrder: true);
    }

    [Fact]
    public void terms_of_every_feasible_candidate_sum_to_its_cost_and_figures_are_unweighted()
    {
        var policy = Policy with { PriceWeight = 2 };
        var dear = Explainer.Explain(Problem, policy, Planner.Solve(Problem, policy), new("w-1"))!.Candidates.Single(c => c.Site.Value == "dear");

        dear.Terms.Select(t => t.Objective).ShouldBe([.. Rulebook.Objectives.Where(o => o is not (AvoidResuming or PreferOnePool)).Select(o => o.Id)]);
        dear.Terms[0].MicroYuan.ShouldBe(240_000_000);
        dear.Figures!.PriceYuan.ShouldBe(120m);
        (dear.Figures.EnergyKilowattHours, dear.Figures.CarbonGrams).ShouldBe((2.4, 1200));
        dear.Figures.LatencyMilliseconds.ShouldBeNull();
    }

    [Fact]
    public void a_preview_shows_what_a_demand_would_get_beside_the_plan_and_chooses_nothing()
    {
        var plan = Planner.Solve(Problem, Policy);
        var newcomer = AProblem.Demand("w-new") with { Variants = [AProblem.Variant(devices: 8)] };

        var preview = Explainer.Preview(Problem, Policy, plan, newcomer);

        // Six devices are left at "cheap" now, eight once w-1 has ended: waiting an hour costs less than the price at "dear".
        preview.Candidates.ShouldAllBe(c => c.Verdict != CandidateVerdict.Chosen);
        preview.Candidates.First(c => c.Site.Value == "cheap").Start.ShouldBe(AProblem.Now.AddHours(1));
        preview.Candidates[0].Site.Value.ShouldBe("full");
        preview.WhyPending!.Code.ShouldBe(PendingReason.WaitingIsCheaper);
    }

    [Fact]
    public void a_preview_of_what_can_never_run_says_what_came_closest()
    {
        var preview = Explainer.Preview(Problem, Policy, Planner.Solve(Problem, Policy), AProblem.Demand("w-new") with { GangMembers = 11 });

        preview.Candidates.ShouldAllBe(c => c.Verdict == CandidateVerdict.Refused);
        preview.WhyPending!.Code.ShouldBe("gang-larger-than-pool");
    }

    [Fact]
    public void a_workload_that_the_problem_does_not_have_has_no_explanation() =>
        Explainer.Explain(Problem, Policy, Planner.Solve(Problem, Policy), new("w-none")).ShouldBeNull();

    [Fact]
    public void waiting_for_capacity_names_the_pool_and_when_it_has_room()
    {
        var problem = AProblem.With(AProblem.Pool() with { Commitments = [new Commitment(10, AProblem.Now.AddHours(2))] }, AProblem.Demand());

        var why = Explainer.Explain(problem, Policy, Planner.Solve(problem, Policy), new("w-1"))!.WhyPending!;

        (why.Code, why.Facts["pool"], why.Facts["needDevices"], why.Facts["freeDevices"], why.Facts["until"])
            .ShouldBe((ShortOf.WaitingForCapacity, "here.gpu", "1", "0", "2026-11-23T10:00:00.0000000+00:00"));
    }
}
