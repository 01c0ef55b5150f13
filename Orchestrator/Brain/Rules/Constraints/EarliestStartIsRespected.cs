using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Problem;

namespace ComputeNet.Brain.Rules.Constraints;

/// <summary>Nothing starts before its earliest start.</summary>
public sealed class EarliestStartIsRespected : IConstraint
{
    public string Id => "earliest-start-is-respected";

    public IEnumerable<Violation> Check(PlanningCase @case, Plan plan)
    {
        foreach (var placement in plan.Placements)
        {
            if (@case.FindDemand(placement.Workload)?.Demand.Placement.EarliestStart > placement.Start)
                yield return new Violation(Id, placement.Workload, placement.Pool, $"starts at {placement.Start:O}");
        }
    }
}
