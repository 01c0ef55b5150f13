using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Plans;

/// <summary>Devices that commitments and a plan's placements leave in each pool and slot; one demand's own placement may be left out of the count.</summary>
public sealed class CapacityLeft
{
    private readonly int slots;
    private readonly int[] free;

    /// <param name="case">The indexed problem.</param>
    /// <param name="placements">Placements that hold devices; those of unknown pools hold none.</param>
    /// <param name="except">A workload whose own placement is not counted, so that it can be compared with its alternatives.</param>
    public CapacityLeft(PlanningCase @case, IEnumerable<Placement> placements, WorkloadId? except = null)
    {
        slots = @case.Clock.Slots;
        free = new int[@case.Pools.Count * slots];
        foreach (var pool in @case.Pools)
            pool.WriteFree(@case.Clock, free.AsSpan(pool.Index * slots, slots));
        Commons = new Commons(@case);
        Nodes = NodesLeft.Of(@case);
        if (Nodes is not null)
        {
            // A seat may be where somebody had to go for another one, so all of those go first.
            placements = [.. placements];
            foreach (var placement in placements)
            {
                if (placement.Evicts is { } evicts && placement.Workload != except && @case.FindPool(placement.Pool) is { Nodes: not null } pool)
                    Nodes.Evict(pool, evicts);
            }
        }
        foreach (var placement in placements)
        {
            if (placement.Workload != except)
                Take(@case, placement);
        }
    }

    /// <summary>Quotas, budgets and ties as the same placements leave them.</summary>
    internal Commons Commons { get; }

    /// <summary>The nodes as the same placements leave them now; null when no pool knows its own.</summary>
    internal NodesLeft? Nodes { get; }

    /// <summary>The pool's row in its units, one value per slot.</summary>
    public ReadOnlySpan<int> Of(PoolFacts pool) => free.AsSpan(pool.Index * slots, slots);

    /// <summary>Gives a placement's devices back, or takes them again.</summary>
    public void Release(PlanningCase @case, Placement placement)
    {
        Count(@case, placement, 1);
        if (NodeSeats.Of(placement) is { } seats && @case.FindPool(placement.Pool) is { } pool)
            Nodes?.GiveBack(pool, seats);
        if (placement.CandidateIn(@case) is { } candidate)
            Commons.Release(candidate, placement.StartSlot, Stretched.Of(placement.Stretches, @case.Clock));
    }

    public void Take(PlanningCase @case, Placement placement)
    {
        Count(@case, placement, -1);
        if (NodeSeats.Of(placement) is { } seats && @case.FindPool(placement.Pool) is { } pool)
            Nodes?.TryTake(pool, seats);
        if (placement.CandidateIn(@case) is { } candidate)
            Commons.Take(candidate, placement.StartSlot, Stretched.Of(placement.Stretches, @case.Clock));
    }

    private void Count(PlanningCase @case, Placement placement, int sign)
    {
        foreach (var (pool, units) in placement.HeldIn(@case))
        {
            var row = free.AsSpan(pool.Index * slots, slots);
            if (Stretched.Of(placement.Stretches, @case.Clock) is { } run)
                run.Add(row, sign * (int)units);
            else
                Windows.Add(row, placement.StartSlot, @case.Clock.FirstSlotFrom(placement.End), sign * (int)units);
        }
    }
}
