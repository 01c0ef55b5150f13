using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Problem;

namespace ComputeNet.Brain.Rules.Constraints;

/// <summary>Placements with the variant that they name; those that name nothing real are left to the rule that says so.</summary>
internal static class PlacedVariantsOfPlan
{
    internal static IEnumerable<(Placement Placement, VariantFacts Variant)> PlacedVariants(this Plan plan, PlanningCase @case)
    {
        foreach (var placement in plan.Placements)
        {
            if (@case.FindDemand(placement.Workload) is { } demand && placement.VariantIndex >= 0 && placement.VariantIndex < demand.Variants.Count)
                yield return (placement, placement.SpreadIn(@case)?.Variant ?? (@case.FindPool(placement.Pool) is { } pool ? demand.VariantOn(placement.VariantIndex, pool) : demand.Variants[placement.VariantIndex]));
        }
    }

    /// <summary>Slots that the placement's run touches, whole or in stretches, each range by its first and the one after its last.</summary>
    internal static IEnumerable<(long First, long End)> SlotsTouched(this Placement placement, SlotClock clock, VariantFacts variant) =>
        Stretched.Of(placement.Stretches, clock)?.Slots ?? [(placement.StartSlot, placement.StartSlot + variant.TouchedSlots)];
}
