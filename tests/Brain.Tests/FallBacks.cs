using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Problem;
using ComputeNet.Brain.Solvers;
using ComputeNet.Brain.Tests.Given;

namespace ComputeNet.Brain.Tests;

/// <summary>A step that fails, runs out of its limit or breaks a rule costs quality, never validity, and the plan says so.</summary>
public sealed class FallBacks
{
    /// <summary>Gangs of seven and six in pools of ten: no bound without search closes it.</summary>
    private static readonly PlanningProblem Problem = AProblem.With(
        [AProblem.Pool(), AProblem.Pool("there") with { PriceYuanPerDeviceHour = 11m }],
        [.. Enumerable.Range(0, 9).Select(i => AProblem.Demand($"w-{i}") with { Variants = [AProblem.Variant(devices: i % 3 == 0 ? 7 : 4, hours: 1 + i % 4)] })]);

    [Fact]
    public void without_its_native_library_the_plan_is_made_by_the_other_steps_and_says_so()
    {
        var plan = Planner.Solve(Problem, new(), [new PricingStep(), new ExchangeStep(), new ExactStep(() => throw new DllNotFoundException("ortools")), new ReinsertionStep()]);

        plan.Solver.ShouldContain("without CP-SAT (DllNotFoundException)");
        PlanChecker.Check(Problem, new(), plan).ShouldBeEmpty();
        plan.LeftOut.ShouldBeEmpty();
    }

    [Fact]
    public void a_limit_that_is_too_short_for_an_answer_leaves_the_plan_as_it_was_and_says_so()
    {
        var policy = new PlanningPolicy { Limits = new SolverLimits { ExactSeconds = 1e-9 } };

        var plan = Planner.Solve(Problem, policy);

        plan.Solver.ShouldContain("CP-SAT stopped at its limit");
        PlanChecker.Check(Problem, policy, plan).ShouldBeEmpty();
    }

    [Fact]
    public void a_step_that_breaks_a_rule_is_undone_and_named()
    {
        var plan = Planner.Solve(Problem, new(), [new PricingStep(), new Overbooking()]);

        plan.Solver.ShouldBe("greedy, because the improved plan broke capacity-is-not-exceeded");
        PlanChecker.Check(Problem, new(), plan).ShouldBeEmpty();
    }

    /// <summary>Puts everybody into the first slot of its first option.</summary>
    private sealed class Overbooking : ISolverStep
    {
        public void Improve(SolverState state)
        {
            for (var d = 0; d < state.Table.Demands; d++)
                state.Schedule.Set(d, new Fate(state.Table.FirstOf(d), 0, state.Table.CostOf(d, state.Table[state.Table.FirstOf(d)], 0)));
        }
    }
}
