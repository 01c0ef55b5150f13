using ComputeNet.Brain.Explanations;
using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Problem;
using ComputeNet.Brain.Rules;
using ComputeNet.Brain.Solvers;
using ComputeNet.Brain.Tests.Given;
using ComputeNet.Contracts.Plans;
using ComputeNet.Contracts.Workloads;
using CsCheck;

namespace ComputeNet.Brain.Tests;

/// <summary>What holds for every plan of every problem, searched with random ones.</summary>
public sealed class LawsOfEveryPlan
{
    [Fact]
    public void no_plan_breaks_a_rule_and_its_books_balance() => AnyProblem.Cases.Sample(
        c => PlanChecker.Check(c.Problem, c.Policy, Planner.Solve(c.Problem, c.Policy)).ShouldBeEmpty(), iter: 300);

    [Fact]
    public void after_every_step_of_the_solver_the_plan_is_valid_and_no_dearer() => AnyProblem.Cases.Sample(
        c =>
        {
            var @case = new PlanningCase(c.Problem, c.Policy);
            var cost = long.MaxValue;
            for (var steps = 0; steps <= SolverPipeline.Steps.Count; steps++)
            {
                var solution = SolverPipeline.Solve(new OptionTable(@case), SolverPipeline.Steps.Take(steps));
                var plan = PlanWriter.Write(@case, solution.Decisions, solution.Story, solution.Prices, solution.LowerBoundMicroYuan);
                PlanChecker.Check(c.Problem, c.Policy, plan).ShouldBeEmpty();
                plan.ObjectiveMicroYuan.ShouldBeLessThanOrEqualTo(cost);
                cost = plan.ObjectiveMicroYuan;
            }
        },
        iter: 60);

    [Fact]
    public void the_same_problem_gives_the_same_plan() => AnyProblem.Cases.Sample(
        c =>
        {
            var (first, again) = (Planner.Solve(c.Problem, c.Policy), Planner.Solve(ProblemJson.Deserialize(ProblemJson.Serialize(c.Problem)), c.Policy));
            Replay.Compare(first, again).ShouldBeEmpty();
            PlanJson.Serialize(again).ShouldBe(PlanJson.Serialize(first));
        },
        iter: 100);

    [Fact]
    public void the_independent_checker_recomputes_the_bound_from_the_prices() => AnyProblem.Cases.Sample(
        c =>
        {
            var plan = Planner.Solve(c.Problem, c.Policy);
            BoundChecker.Bound(c.Problem, c.Policy, plan.Prices).ShouldBe(plan.LowerBoundMicroYuan);
            plan.LowerBoundMicroYuan.ShouldBeLessThanOrEqualTo(plan.ObjectiveMicroYuan);
        },
        iter: 150);

    [Fact]
    public void a_plan_that_is_proved_optimal_costs_no_more_than_any_other_order_of_the_greedy_one() => Gen.Select(AnyProblem.Cases, Gen.Int[0, 1000]).Sample(
        (c, seed) =>
        {
            var plan = Planner.Solve(c.Problem, c.Policy);
            if (!plan.Solver.Contains("optimal", StringComparison.Ordinal))
                return;
            var table = new OptionTable(new PlanningCase(c.Problem, c.Policy));
            var order = Enumerable.Range(0, table.Demands).ToArray();
            new SeededChoice((ulong)seed).Shuffle(order);
            plan.ObjectiveMicroYuan.ShouldBeLessThanOrEqualTo(GreedySolver.SolvePriced(table, new SlotPrices(table.Case), order).CostMicroYuan);
        },
        iter: 150);

    [Fact]
    public void solvers_price_a_start_exactly_as_the_rulebook_does() => AnyProblem.Cases.Sample(
        c =>
        {
            var @case = new PlanningCase(c.Problem, c.Policy);
            var table = new OptionTable(@case);
            for (var d = 0; d < table.Demands; d++)
            {
                for (var o = table.FirstOf(d); o < table.EndOf(d); o++)
                {
                    var option = table[o];
                    if (option.Spread > 0)
                    {
                        IsPricedAsSpread(table, d, option);
                        continue;
                    }
                    var candidate = new Candidacy(@case, @case.Demands[d], option.Variant, @case.Pools[option.Pool]);
                    for (var slot = option.FirstSlot; slot <= option.LastSlot; slot++)
                    {
                        table.CostOf(d, option, slot).ShouldBe(Rulebook.CostOf(candidate, slot));
                        Rulebook.CostOf(candidate, slot).ShouldBeLessThanOrEqualTo(Rulebook.Dearest(candidate));
                    }
                }
            }
        },
        iter: 100);

    private static void IsPricedAsSpread(OptionTable table, int demand, Option option)
    {
        var (spread, grid) = (table.SpreadOf(option), new CapacityGrid(table.Case));
        var members = new int[spread.Pools.Length];
        var atMost = Spreads.AtMost(spread.Spread, new RulesOfDemand(table.Case, table.Case.Demands[demand])).ShouldNotBeNull();
        for (var slot = option.FirstSlot; slot <= option.LastSlot; slot++)
        {
            foreach (var room in new[] { null, grid })
            {
                if (spread.ShareOut(slot, option.Touched, null, room, members) is not { } shared)
                    continue;
                var cost = Rulebook.CostOf(spread.Spread.With([.. members]), slot);
                (shared + table.OnceCost(demand, option, slot)).ShouldBe(cost);
                cost.ShouldBeInRange(option.LeastMicroYuan, atMost);
            }
        }
    }

    [Fact]
    public void every_demand_is_explained_and_only_its_placement_is_chosen() => AnyProblem.Cases.Sample(
        c =>
        {
            var plan = Planner.Solve(c.Problem, c.Policy);
            foreach (var demand in c.Problem.Demands)
            {
                var explanation = Explainer.Explain(c.Problem, c.Policy, plan, demand.Workload).ShouldNotBeNull();
                var placement = plan.Placements.SingleOrDefault(p => p.Workload == demand.Workload);
                explanation.Candidates.Count(x => x.Parts is null).ShouldBe(c.Problem.Pools.Count * demand.Variants.Count);
                explanation.Candidates.Where(x => x.Parts is not null).ShouldAllBe(x => demand.Span == GangSpan.Site && (x.Parts!.Count == 0 || x.Parts.Sum(p => p.Members) == demand.GangMembers));
                var chosen = explanation.Candidates.Where(x => x.Verdict == CandidateVerdict.Chosen).ToList();
                chosen.Select(x => (x.Pool, x.VariantIndex, x.Start, x.Parts)).ShouldBe(placement is null ? [] : [(placement.Pool, placement.VariantIndex, placement.Start, placement.Parts)]);
                (explanation.WhyPending is null).ShouldBe(placement is { StartSlot: 0 });
                explanation.Candidates.ShouldAllBe(x => (x.RefusedBy == null) == (x.Verdict != CandidateVerdict.Refused));
            }
        },
        iter: 100);

    [Fact]
    public void no_feasible_candidate_is_cheaper_than_the_chosen_one_and_what_is_left_out_has_none() => AnyProblem.Cases.Sample(
        c =>
        {
            var plan = Planner.Solve(c.Problem, c.Policy);
            foreach (var demand in c.Problem.Demands)
            {
                var candidates = Explainer.Explain(c.Problem, c.Policy, plan, demand.Workload)!.Candidates;
                var cheapest = candidates.Where(x => x.Verdict == CandidateVerdict.Feasible).Select(x => (long?)x.CostMicroYuan).Min();
                var chosen = candidates.SingleOrDefault(x => x.Verdict == CandidateVerdict.Chosen);
                if (chosen is null)
                    cheapest.ShouldBeNull();
                else
                    chosen.CostMicroYuan.ShouldBeLessThanOrEqualTo(cheapest ?? long.MaxValue);
            }
        },
        iter: 100);
}
