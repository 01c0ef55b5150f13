using ComputeNet.Brain.Problem;
using ComputeNet.Brain.Solvers.Services;

namespace ComputeNet.Brain.Services;

/// <summary>
/// Where replicas of a service run and who is served by which, hour by hour along the demand curve: every client region within its latency limit, or
/// named as unserved with the reason, at the least price + carbon + latency. Deterministic; never throws for what a valid problem says.
/// </summary>
public static class ServicePlanner
{
    /// <exception cref="ArgumentException">The problem is malformed: <see cref="ServiceProblemShape"/>.</exception>
    public static ServicePlan Solve(ServiceProblem problem, SolverLimits limits)
    {
        ServiceProblemShape.MustBeSound(problem);
        var trouble = default(string);
        var hours = Enumerable.Range(0, problem.Hours).Select(h => Solve(new HourCase(problem, h), limits, ref trouble)).ToList();
        return new ServicePlan(hours, trouble is null ? "relaxation + integer replicas" : $"greedy where {trouble} is missing");
    }

    private static ServiceHour Solve(HourCase @case, SolverLimits limits, ref string? trouble)
    {
        var relaxed = RelaxedService.Solve(@case);
        trouble ??= relaxed.Trouble;
        var (replicas, routes) = ServiceGreedy.Solve(@case);
        if (relaxed.Routes is { } rounded && @case.CostOf(ServiceGreedy.ReplicasFor(@case, rounded), rounded) < @case.CostOf(replicas, routes))
            (replicas, routes) = (ServiceGreedy.ReplicasFor(@case, rounded), rounded);
        var bound = ServiceBound.Of(@case, relaxed.PricesNanoYuan);
        if (@case.CostOf(replicas, routes) > bound && limits.ExactSeconds > 0 && relaxed.Trouble is null)
            (replicas, routes) = ReplicaSolver.Improve(@case, replicas, routes, limits.ExactSeconds, ref trouble);
        return new ServiceHour(replicas, routes, WhyUnserved.In(@case, routes), relaxed.PricesNanoYuan, @case.CostOf(replicas, routes), bound);
    }
}
