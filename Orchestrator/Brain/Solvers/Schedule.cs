using ComputeNet.Brain.Rules.Constraints;

namespace ComputeNet.Brain.Solvers;

/// <summary>A plan in the making: one fate per demand, the capacity they leave, and their total cost. Valid at every moment.</summary>
[Encodes<EachDemandIsPlacedOnce>]
internal sealed class Schedule
{
    private readonly Fate[] fates;

    internal Schedule(OptionTable table)
    {
        (Table, Grid) = (table, new CapacityGrid(table.Case));
        fates = new Fate[table.Demands];
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
            Grid.Take(Table[fate.Option], fate.Slot);
        CostMicroYuan += fate.CostMicroYuan - fates[demand].CostMicroYuan;
        fates[demand] = fate;
    }

    /// <summary>Leaves the demand out.</summary>
    internal void Lift(int demand)
    {
        var old = fates[demand];
        if (!old.IsPlaced)
            return;
        Grid.Release(Table[old.Option], old.Slot);
        fates[demand] = Fate.Absent(Table, demand);
        CostMicroYuan += fates[demand].CostMicroYuan - old.CostMicroYuan;
    }

    internal Fate[] Snapshot() => [.. fates];

    /// <summary>Back to an earlier snapshot.</summary>
    internal void Restore(Fate[] snapshot)
    {
        for (var d = 0; d < fates.Length; d++)
        {
            if (fates[d] != snapshot[d])
                Lift(d);
        }
        for (var d = 0; d < fates.Length; d++)
        {
            if (fates[d] != snapshot[d])
                Set(d, snapshot[d]);
        }
    }
}
