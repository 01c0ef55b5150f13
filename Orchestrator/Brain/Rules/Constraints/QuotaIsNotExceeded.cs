using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Rules.Constraints;

/// <summary>In no slot do a tenant's placements hold more accelerators than its quota and its running workloads leave.</summary>
public sealed class QuotaIsNotExceeded : IConstraint
{
    public string Id => "quota-is-not-exceeded";

    public IEnumerable<Violation> Check(PlanningCase @case, Plan plan)
    {
        var left = new int[@case.Clock.Slots];
        foreach (var group in plan.PlacedVariants(@case).GroupBy(p => @case.FindDemand(p.Placement.Workload)!.Limits))
        {
            if (group.Key is not { DevicesAtOnce: { } most } limits)
                continue;
            left.AsSpan().Fill(Math.Max(0, most));
            foreach (var hold in limits.Holds ?? [])
                PoolFacts.Hold(@case.Clock, hold, hold.Devices, left);
            var held = new long[left.Length];
            foreach (var (placement, variant) in group)
            {
                if (@case.FindPool(placement.Pool) is not { } pool || pool.Supply.Architecture == Architecture.Cpu)
                    continue;
                foreach (var (first, end) in placement.SlotsTouched(@case.Clock, variant))
                {
                    for (var slot = Math.Max(0, first); slot < end && slot < held.Length; slot++)
                        held[slot] += placement.Devices;
                }
            }
            for (var slot = 0; slot < left.Length; slot++)
            {
                if (held[slot] > left[slot])
                    yield return new Violation(Id, null, null, $"slot {slot}: {limits.Tenant} holds {held[slot]} accelerators, {left[slot]} are left of its quota");
            }
        }
    }
}
