using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Problem;
using ComputeNet.Brain.Solvers;

namespace ComputeNet.Brain;

/// <summary>
/// The brain's one verb. A pure function: no clock, no randomness beyond the policy's seed, no wall-clock limit, so that a stored problem
/// solved again gives the same plan. It never throws for what a problem says; what cannot be placed is left out with a reason.
/// </summary>
public static class Planner
{
    public static Plan Solve(PlanningProblem problem, PlanningPolicy policy)
    {
        var @case = new PlanningCase(problem, policy);
        var table = new OptionTable(@case);
        var plan = Write(@case, SolverPipeline.Solve(table));
        if (PlanChecker.ConstraintsOf(@case, plan).FirstOrDefault() is not { } violation)
            return plan;
        // No step is known to break a rule; should one ever, the round still ends with a valid plan, and the record says why it is the greedy one.
        var greedy = SolverPipeline.SolveGreedily(table);
        return Write(@case, greedy with { Story = $"{greedy.Story}, because the improved plan broke {violation.Rule}" });
    }

    private static Plan Write(PlanningCase @case, Solution solution) =>
        PlanWriter.Write(@case, solution.Decisions, solution.Story, solution.Prices, solution.LowerBoundMicroYuan);
}
