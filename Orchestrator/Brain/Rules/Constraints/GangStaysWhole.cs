using ComputeNet.Brain.Packing;
using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Problem;

namespace ComputeNet.Brain.Rules.Constraints;

/// <summary>A placement holds the devices of all members, in its one pool, from one start: never fewer, never more.</summary>
public sealed class GangStaysWhole : IConstraint
{
    public string Id => "gang-stays-whole";

    public IEnumerable<Violation> Check(PlanningCase @case, Plan plan)
    {
        foreach (var (placement, variant) in plan.PlacedVariants(@case))
        {
            if (placement.Devices != variant.Devices)
                yield return new Violation(Id, placement.Workload, placement.Pool, $"holds {placement.Devices} devices, the gang needs {variant.Devices}");
            if (@case.FindPool(placement.Pool) is { } pool && new Candidacy(@case, @case.FindDemand(placement.Workload)!, placement.VariantIndex, pool) is var candidate
                && (placement.MilliPerDevice ?? Node.Whole) != candidate.MilliPerDevice)
                yield return new Violation(Id, placement.Workload, placement.Pool, $"holds {placement.MilliPerDevice ?? Node.Whole} milli-devices of each device, it takes {candidate.MilliPerDevice}");
        }
    }
}
