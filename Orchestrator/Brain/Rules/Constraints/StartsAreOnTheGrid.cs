using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Problem;

namespace ComputeNet.Brain.Rules.Constraints;

/// <summary>A placement starts with a slot of the horizon and, when it runs in one piece, ends its planned run time later, to the second.</summary>
public sealed class StartsAreOnTheGrid : IConstraint
{
    public string Id => "starts-are-on-the-grid";

    public IEnumerable<Violation> Check(PlanningCase @case, Plan plan)
    {
        foreach (var (placement, variant) in plan.PlacedVariants(@case))
        {
            if (placement.StartSlot < 0 || placement.StartSlot >= @case.Clock.Slots)
                yield return new Violation(Id, placement.Workload, placement.Pool, $"slot {placement.StartSlot} is not in the horizon of {@case.Clock.Slots}");
            else if (placement.Start != @case.Clock.StartOf(placement.StartSlot) || (placement.Stretches is null && placement.End != @case.Clock.EndOf(placement.StartSlot, variant.DurationSeconds)))
                yield return new Violation(Id, placement.Workload, placement.Pool, $"{placement.Start:O} – {placement.End:O} is not {variant.DurationSeconds} s from slot {placement.StartSlot}");
        }
    }
}
