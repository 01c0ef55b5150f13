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
    /// <summary>
    /// Solves a problem; one that carries its <see cref="PlanningProblem.Previous"/> round is solved from there, in a fraction of the time.
    /// </summary>
    public static Plan Solve(PlanningProblem problem, PlanningPolicy policy) => Solve(problem, policy, SolverPipeline.Steps);

    internal static Plan Solve(PlanningProblem problem, PlanningPolicy policy, IReadOnlyList<ISolverStep> steps)
    {
        var @case = new PlanningCase(problem, policy);
        var table = new OptionTable(@case);
        var plan = MoveFinder.With(@case, Write(@case, SolverPipeline.Solve(table, steps)));
        if (PlanChecker.ConstraintsOf(@case, plan).FirstOrDefault() is not { } violation)
            return plan;
        // No step is known to break a rule; should one ever, the round still ends with a valid plan, and the record says why it is the one that the steps started from.
        var start = SolverPipeline.StartOnly(table);
        return Write(@case, start with { Story = $"{start.Story}, because the improved plan broke {violation.Rule}" });
    }

    private static Plan Write(PlanningCase @case, Solution solution) =>
        PlanWriter.Write(@case, solution.Decisions, solution.Story, solution.Prices, solution.LowerBoundMicroYuan);
}
