using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Problem;

namespace ComputeNet.Brain.Rules.Constraints;

/// <summary>In every slot, the gangs running in a pool never hold more accelerators than its commitments leave. A run holds every slot that it touches; past the horizon nothing starts, so what fits its last slot fits ever after.</summary>
public sealed class CapacityIsNotExceeded : IConstraint
{
    public string Id => "capacity-is-not-exceeded";

    public IEnumerable<Violation> Check(PlanningCase @case, Plan plan)
    {
        var free = new int[@case.Clock.Slots];
        foreach (var group in plan.PlacedVariants(@case).SelectMany(p => p.Placement.HeldIn(@case), (p, h) => (h.Pool, Slots: p.Placement.SlotsTouched(@case.Clock, p.Variant), h.Units)).GroupBy(h => h.Pool))
        {
            group.Key.WriteFree(@case.Clock, free);
            var held = new long[free.Length];
            foreach (var (_, slots, units) in group)
            {
                foreach (var (first, end) in slots)
                {
                    for (var slot = Math.Max(0, first); slot < end && slot < held.Length; slot++)
                        held[slot] += units;
                }
            }
            for (var slot = 0; slot < free.Length; slot++)
            {
                if (held[slot] > free[slot])
                    yield return new Violation(Id, null, group.Key.Supply.Pool, $"slot {slot}: {group.Key.InDevices(held[slot])} devices placed, {group.Key.InDevices(free[slot])} free");
            }
        }
    }
}
