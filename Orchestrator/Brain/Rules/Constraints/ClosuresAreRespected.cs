using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Problem;

namespace ComputeNet.Brain.Rules.Constraints;

/// <summary>No run touches a slot of a maintenance window of its pool, not even past the horizon.</summary>
public sealed class ClosuresAreRespected : IConstraint
{
    public string Id => "closures-are-respected";

    public IEnumerable<Violation> Check(PlanningCase @case, Plan plan)
    {
        foreach (var (placement, variant) in plan.PlacedVariants(@case))
        {
            foreach (var (pool, (first, end)) in placement.HeldIn(@case).SelectMany(h => h.Pool.ClosedSlots, (h, closed) => (h.Pool.Supply.Pool, closed)))
            {
                if (placement.SlotsTouched(@case.Clock, variant).Any(run => run.First < end && first < run.End))
                    yield return new Violation(Id, placement.Workload, pool, $"touches the closed slots {first} – {end - 1}");
            }
        }
    }
}
