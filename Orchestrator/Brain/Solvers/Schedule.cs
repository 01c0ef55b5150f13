using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Problem;
using ComputeNet.Brain.Rules.Constraints;

namespace ComputeNet.Brain.Solvers;

/// <summary>A plan in the making: one fate per demand, the capacity they leave, and their total cost. Valid at every moment.</summary>
[Encodes<EachDemandIsPlacedOnce>]
internal sealed class Schedule
{
    private readonly Commons? commons;
    private readonly Fate[] fates;
    private readonly List<int>[] inPool;
    private readonly int[] placeInPool;
    private int[]? homes;
    private int? mostMoves;
    private int moves;

    internal Schedule(OptionTable table)
    {
        (Table, Grid) = (table, new CapacityGrid(table.Case));
        commons = Grid.Commons;
        (fates, placeInPool) = (new Fate[table.Demands], new int[table.Demands]);
        inPool = [.. table.Case.Pools.Select(_ => new List<int>())];
        for (var d = 0; d < fates.Length; d++)
        {
            fates[d] = Fate.Absent(table, d);
            CostMicroYuan += fates[d].CostMicroYuan;
        }
    }

    internal OptionTable Table { get; }
    internal CapacityGrid Grid { get; }
    internal long CostMicroYuan { get; private set; }
    internal Fate this[int demand] => fates[demand];

    /// <summary>More demands than the policy allows are in another pool than the round before planned: such a schedule is not kept.</summary>
    internal bool IsTooRestless => moves > mostMoves;

    /// <summary>Whether moves are limited, so that only small steps from this schedule can be kept.</summary>
    internal bool IsHeld => mostMoves is not null;

    /// <summary>From now on counts who is placed in another pool than its home (−1: it has none).</summary>
    internal void Settle(int[] homes, int? mostMoves) => (this.homes, this.mostMoves, moves) = (homes, mostMoves is { } most ? Math.Max(0, most) : null, 0);

    /// <summary>Whether the demand can have the fate beside everybody else's.</summary>
    internal bool HasRoom(int demand, Fate fate)
    {
        ref readonly var option = ref Table[fate.Option];
        if (fate.Stretches is { } run)
            return HasRoom(demand, option, run);
        if (fate.Members is { } members ? !Grid.Fits(Table.SpreadOf(option), fate.Slot, option.Touched, members) : !Grid.Fits(option, fate.Slot))
            return false;
        if (commons is null)
            return true;
        var candidate = Table.Candidate(demand, option, fate.Members);
        if (!commons.Allows(candidate))
            return false;
        var quota = commons.QuotaRow(candidate);
        return quota.IsEmpty || Windows.Fits(quota, fate.Slot, option.Touched, option.Accelerators);
    }

    private bool HasRoom(int demand, in Option option, Stretched run)
    {
        var (candidate, accelerators) = (Table.Candidate(demand, option), option.Accelerators);
        if (!Grid.Fits(option, run) || commons?.Allows(candidate, run) == false)
            return false;
        var quota = commons is null ? [] : commons.QuotaRow(candidate);
        foreach (var (first, end) in run.Slots)
        {
            if (!quota.IsEmpty && !Windows.Fits(quota, first, end - first, accelerators))
                return false;
        }
        return true;
    }

    private bool IsAway(int demand, int pool) => homes is not null && homes[demand] >= 0 && homes[demand] != pool;

    /// <summary>Gives the demand another fate, for which the grid must have room.</summary>
    internal void Set(int demand, Fate fate)
    {
        Lift(demand);
        if (fate.IsPlaced)
            Enter(demand, fate);
        CostMicroYuan += fate.CostMicroYuan - fates[demand].CostMicroYuan;
        fates[demand] = fate;
    }

    /// <summary>Leaves the demand out.</summary>
    internal void Lift(int demand)
    {
        var old = fates[demand];
        if (!old.IsPlaced)
            return;
        Leave(demand, old);
        fates[demand] = Fate.Absent(Table, demand);
        CostMicroYuan += fates[demand].CostMicroYuan - old.CostMicroYuan;
    }

    /// <summary>Demands that the pool holds (of those over several pools: the ones that have it first), in no particular (but reproducible) order.</summary>
    internal IReadOnlyList<int> InPool(int pool) => inPool[pool];

    private void Enter(int demand, Fate fate)
    {
        ref readonly var option = ref Table[fate.Option];
        if (fate.Members is { } members)
            Grid.Change(Table.SpreadOf(option), fate.Slot, option.Touched, members, -1);
        else
            Grid.Take(option, fate);
        commons?.Take(Table.Candidate(demand, option, fate.Members), fate.Slot, fate.Stretches);
        placeInPool[demand] = inPool[option.Pool].Count;
        inPool[option.Pool].Add(demand);
        moves += IsAway(demand, option.Pool) ? 1 : 0;
    }

    private void Leave(int demand, Fate fate)
    {
        ref readonly var option = ref Table[fate.Option];
        if (fate.Members is { } members)
            Grid.Change(Table.SpreadOf(option), fate.Slot, option.Touched, members, +1);
        else
            Grid.Release(option, fate);
        commons?.Release(Table.Candidate(demand, option, fate.Members), fate.Slot, fate.Stretches);
        moves -= IsAway(demand, option.Pool) ? 1 : 0;
        var held = inPool[option.Pool];
        var last = held[^1];
        (held[placeInPool[demand]], placeInPool[last]) = (last, placeInPool[demand]);
        held.RemoveAt(held.Count - 1);
    }
}
