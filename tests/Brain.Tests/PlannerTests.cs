using ComputeNet.Brain.Explanations;
using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Problem;
using ComputeNet.Brain.Tests.Given;
using ComputeNet.Contracts.Plans;

namespace ComputeNet.Brain.Tests;

public sealed class PlannerTests
{
    private static readonly PlanningPolicy Policy = new();

    [Fact]
    public void a_lone_demand_starts_now_and_its_terms_are_its_cost()
    {
        var problem = AProblem.With(AProblem.Pool(), AProblem.Demand());

        var plan = Planner.Solve(problem, Policy);

        var placement = plan.Placements.ShouldHaveSingleItem();
        placement.Start.ShouldBe(AProblem.Now);
        placement.Terms.ShouldContain(new CostTerm("price", 10_000_000));
        // 1 device × 0.5 kW × 1.2 × 500 g/kWh = 300 g at ¥100 per tonne = ¥0.03.
        placement.Terms.ShouldContain(new CostTerm("carbon", 30_000));
        placement.Figures.CarbonGrams.ShouldBe(300);
        plan.ObjectiveMicroYuan.ShouldBe(10_030_000);
        PlanChecker.Check(problem, Policy, plan).ShouldBeEmpty();
    }

    [Fact]
    public void the_explanation_marks_the_chosen_candidate()
    {
        var problem = AProblem.With([AProblem.Pool(), AProblem.Pool("dear") with { PriceYuanPerDeviceHour = 20m }], AProblem.Demand());

        var explanation = Explainer.Explain(problem, Policy, Planner.Solve(problem, Policy), new("w-1"));

        explanation!.Candidates.Select(c => (c.Site.Value, c.Verdict)).ShouldBe([("here", CandidateVerdict.Chosen), ("dear", CandidateVerdict.Feasible)]);
    }
}
