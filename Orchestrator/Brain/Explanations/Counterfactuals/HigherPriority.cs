using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Plans;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Explanations.Counterfactuals;

/// <summary>
/// What a higher priority would bring, at whose cost: the only relaxation that moves others, so the whole problem is solved again. Priorities
/// in tens, the least that places the demand or starts it sooner, searched by halving.
/// </summary>
internal static class HigherPriority
{
    private const string Id = "higher-priority";
    private const int Step = 10;
    private const int Highest = 100;

    /// <summary>Null when it starts as soon as it may, is not in the problem, or no priority helps.</summary>
    internal static VerifiedCounterfactual? Search(PlanningProblem problem, PlanningPolicy policy, Plan plan, Demand demand, int solves)
    {
        var now = plan.Placements.FirstOrDefault(p => p.Workload == demand.Workload);
        var isPending = now is { WhyLater: not null } || plan.LeftOut.Any(l => l.Workload == demand.Workload);
        var (low, high) = (Math.Clamp(demand.Priority, 0, Highest) / Step, Highest / Step);
        if (!isPending || low >= high || solves <= 0 || At(high) is not { } found)
            return null;
        while (high - low > 1 && --solves > 0)
        {
            var middle = (low + high) / 2;
            if (At(middle) is { } better)
                (found, high) = (better, middle);
            else
                low = middle;
        }
        return found;

        VerifiedCounterfactual? At(int tens)
        {
            var asked = demand with { Priority = tens * Step };
            var changed = problem with { Demands = [.. problem.Demands.Select(d => d.Workload == demand.Workload ? asked : d)] };
            var again = Planner.Solve(changed, policy);
            return again.Placements.FirstOrDefault(p => p.Workload == demand.Workload) is { } placed && (now is null || placed.Start < now.Start)
                ? new VerifiedCounterfactual(asked, Answer(plan, again, demand, now, placed, asked.Priority))
                : null;
        }
    }

    private static Counterfactual Answer(Plan plan, Plan again, Demand demand, Placement? now, Placement placed, int priority)
    {
        var (before, after) = (OthersOf(plan, demand.Workload), OthersOf(again, demand.Workload));
        var othersPay = after.Values.Sum(f => f.CostMicroYuan) - before.Values.Sum(f => f.CostMicroYuan);
        var facts = Refusal.Because(Id, ("priority", priority), ("insteadOf", demand.Priority), ("othersPayYuan", Micro.ToYuan(othersPay))).Facts;
        return new Counterfactual(
            Id, facts, now is null, placed.Site, placed.Pool, placed.VariantIndex, placed.Start, placed.End, placed.Figures, placed.Terms,
            now is null ? null : FigureDifference.Between(now.Figures, placed.Figures, placed.CostMicroYuan() - now.CostMicroYuan()),
            before.Count(b => !after.TryGetValue(b.Key, out var there) || there.Place != b.Value.Place))
        {
            Parts = placed.Parts,
        };
    }

    private static Dictionary<WorkloadId, ((PoolId? Pool, DateTimeOffset? Start) Place, long CostMicroYuan)> OthersOf(Plan plan, WorkloadId except) =>
        plan.Placements.Select(p => (p.Workload, Place: ((PoolId?)p.Pool, (DateTimeOffset?)p.Start), Cost: p.CostMicroYuan()))
            .Concat(plan.LeftOut.Select(l => (l.Workload, Place: ((PoolId?)null, (DateTimeOffset?)null), Cost: l.CostMicroYuan())))
            .Where(f => f.Workload != except).DistinctBy(f => f.Workload).ToDictionary(f => f.Workload, f => (f.Place, f.Cost));
}
