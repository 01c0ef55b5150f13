using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Problem;

namespace ComputeNet.Brain.Rules.Constraints;

/// <summary>Every demand of the problem has exactly one fate, placed or left out, and nothing else has any.</summary>
public sealed class EachDemandIsPlacedOnce : IConstraint
{
    public string Id => "each-demand-is-placed-once";

    public IEnumerable<Violation> Check(PlanningCase @case, Plan plan)
    {
        var fates = plan.Placements.Select(p => p.Workload).Concat(plan.LeftOut.Select(l => l.Workload)).CountBy(w => w).ToDictionary();
        foreach (var (workload, count) in fates)
        {
            if (@case.FindDemand(workload) is null)
                yield return new Violation(Id, workload, null, "the problem has no such demand");
            if (count > 1)
                yield return new Violation(Id, workload, null, $"it has {count} fates");
        }
        foreach (var demand in @case.Demands)
        {
            if (!fates.ContainsKey(demand.Demand.Workload))
                yield return new Violation(Id, demand.Demand.Workload, null, "it is neither placed nor left out");
        }
    }
}
