using ComputeNet.Brain.Plans;
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

    /// <summary>Demands that the pool holds, in no particular (but reproducible) order.</summary>
    internal IReadOnlyList<int> InPool(int pool) => inPool[pool];

    private void Enter(int demand, Fate fate)
    {
        ref readonly var option = ref Table[fate.Option];
        Grid.Take(option, fate.Slot);
        commons?.Take(Table.Candidate(demand, option), fate.Slot);
        placeInPool[demand] = inPool[option.Pool].Count;
        inPool[option.Pool].Add(demand);
    }

    private void Leave(int demand, Fate fate)
    {
        ref readonly var option = ref Table[fate.Option];
        Grid.Release(option, fate.Slot);
        commons?.Release(Table.Candidate(demand, option), fate.Slot);
        var held = inPool[option.Pool];
        var last = held[^1];
        (held[placeInPool[demand]], placeInPool[last]) = (last, placeInPool[demand]);
        held.RemoveAt(held.Count - 1);
    }
}
