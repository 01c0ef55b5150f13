using ComputeNet.Brain.Problem;

namespace ComputeNet.Brain.Plans;

/// <summary>What a plan's prices charge a run for the capacity that it takes: what that is worth to the others.</summary>
internal sealed class PlanCharges
{
    private readonly Int128[]?[] sums;

    internal PlanCharges(PlanningCase @case, IReadOnlyList<PoolPrices> prices)
    {
        sums = new Int128[]?[@case.Pools.Count];
        foreach (var row in prices)
        {
            if (@case.FindPool(row.Pool) is not { } pool)
                continue;
            var up = sums[pool.Index] = new Int128[@case.Clock.Slots + 1];
            for (var slot = 0; slot < @case.Clock.Slots; slot++)
                up[slot + 1] = up[slot] + (slot < row.MicroYuanPerDeviceSlot.Count ? Math.Max(0, row.MicroYuanPerDeviceSlot[slot]) : 0);
        }
    }

    internal Int128 Of(in Candidacy candidate, int slot) => sums[candidate.Pool.Index] is { } up
        ? candidate.Units * (up[Math.Min(up.Length - 1, slot + candidate.Variant.TouchedSlots)] - up[slot])
        : 0;
}
