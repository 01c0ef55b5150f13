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
        var solution = SolverPipeline.Solve(new OptionTable(@case));
        return PlanWriter.Write(@case, solution.Decisions, solution.Story, solution.Prices, solution.LowerBoundMicroYuan);
    }
}
