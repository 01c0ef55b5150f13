using ComputeNet.Brain.Packing;
using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Problem;

namespace ComputeNet.Brain.Rules.Constraints;

/// <summary>A placement holds the devices of all members from one start, in its one pool or in the parts that it tells: never fewer, never more.</summary>
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
            if (placement.Parts is not { } parts)
                continue;
            if (placement.CandidateIn(@case) is null)
                yield return new Violation(Id, placement.Workload, placement.Pool, "its parts are not at least one member in each of several pools of the problem");
            else if (parts[0].Pool != placement.Pool)
                yield return new Violation(Id, placement.Workload, placement.Pool, $"its first part is in {parts[0].Pool}");
            if (parts.Sum(p => (long)p.Members) is var members && members != @case.FindDemand(placement.Workload)!.Demand.GangMembers)
                yield return new Violation(Id, placement.Workload, placement.Pool, $"its parts have {members} members");
        }
    }
}
