using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Problem;

namespace ComputeNet.Brain.Rules.Constraints;

/// <summary>What has a deadline ends by it.</summary>
public sealed class DeadlineIsMet : IConstraint
{
    public string Id => "deadline-is-met";

    public IEnumerable<Violation> Check(PlanningCase @case, Plan plan)
    {
        foreach (var placement in plan.Placements)
        {
            if (@case.FindDemand(placement.Workload)?.Demand.Placement.Deadline < placement.End)
                yield return new Violation(Id, placement.Workload, placement.Pool, $"ends at {placement.End:O}");
        }
    }
}
