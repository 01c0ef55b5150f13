using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Problem;
using ComputeNet.Brain.Tests.Given;
using ComputeNet.Contracts.Plans;

namespace ComputeNet.Brain.Tests.Plans;

/// <summary>The checkers see through a plan that lies about its costs or its bound.</summary>
public sealed class CheckerTests
{
    private static readonly PlanningPolicy Policy = new();

    private static readonly PlanningProblem Problem = AProblem.With(
        AProblem.Pool(), [.. Enumerable.Range(0, 6).Select(i => AProblem.Demand($"w-{i}") with { Variants = [AProblem.Variant(devices: 7)] })]);

    [Fact]
    public void a_placement_that_tells_a_lower_cost_is_seen() => Books(p => p with
    {
        Placements = [p.Placements[0] with { Terms = [.. p.Placements[0].Terms.Select(t => t with { MicroYuan = t.MicroYuan - 1 })] }, .. p.Placements.Skip(1)],
    }).ShouldContain(v => v.Workload!.Value.Value == "w-0");

    [Fact]
    public void totals_that_are_not_the_sum_are_seen() =>
        Books(p => p with { ObjectiveMicroYuan = p.ObjectiveMicroYuan - 1 }).ShouldNotBeEmpty();

    [Fact]
    public void a_bound_above_the_objective_is_seen() =>
        Books(p => p with { LowerBoundMicroYuan = p.ObjectiveMicroYuan + 1 }).ShouldNotBeEmpty();

    [Fact]
    public void contention_has_prices_and_they_raise_the_bound()
    {
        var plan = Planner.Solve(Problem, Policy);

        plan.Prices.ShouldHaveSingleItem().Pool.ShouldBe(Problem.Pools[0].Pool);
        BoundChecker.Bound(Problem, Policy, plan.Prices).ShouldBeGreaterThan(BoundChecker.Bound(Problem, Policy, []));
    }

    [Fact]
    public void any_prices_prove_some_bound_but_none_above_the_optimum()
    {
        var plan = Planner.Solve(Problem, Policy);
        plan.Solver.ShouldContain("optimal");

        foreach (var price in new long[] { 1, 100_000, 5_000_000, long.MaxValue })
            BoundChecker.Bound(Problem, Policy, [new PoolPrices(Problem.Pools[0].Pool, [price, price, price])]).ShouldBeLessThanOrEqualTo(plan.ObjectiveMicroYuan);
    }

    [Fact]
    public void negative_prices_and_unknown_pools_prove_nothing()
    {
        Should.Throw<ArgumentException>(() => BoundChecker.Bound(Problem, Policy, [new PoolPrices(Problem.Pools[0].Pool, [-1])])).Message.ShouldContain("-1");
        Should.Throw<ArgumentException>(() => BoundChecker.Bound(Problem, Policy, [new PoolPrices(new("no.such"), [1])])).Message.ShouldContain("no.such");
    }

    [Fact]
    public void left_out_demands_are_part_of_the_sum()
    {
        var plan = Planner.Solve(Problem with { Slots = 2 }, Policy);

        plan.LeftOut.Count.ShouldBe(4);
        plan.Terms.ShouldContain(new CostTerm("unplaced", plan.LeftOut.Sum(l => l.CostMicroYuan())));
        PlanChecker.Check(Problem with { Slots = 2 }, Policy, plan).ShouldBeEmpty();
    }

    private static IEnumerable<Brain.Rules.Constraints.Violation> Books(Func<Plan, Plan> damage) =>
        PlanChecker.Check(Problem, Policy, damage(Planner.Solve(Problem, Policy))).Where(v => v.Rule == "books-balance");
}
