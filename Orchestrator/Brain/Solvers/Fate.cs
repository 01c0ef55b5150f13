using ComputeNet.Brain.Problem;

namespace ComputeNet.Brain.Solvers;

/// <summary>What becomes of one demand: an option from a slot, or (option −1) left out. The cost is the joint cost, no prices on capacity in it.</summary>
/// <param name="Stretches">When it runs in stretches, of which the first begins with the slot; null: in one piece.</param>
/// <param name="Members">Of a gang over several pools how many members each of them takes; null: in one pool.</param>
internal readonly record struct Fate(int Option, int Slot, long CostMicroYuan, Stretched? Stretches = null, int[]? Members = null)
{
    internal bool IsPlaced => Option >= 0;

    internal static Fate Absent(OptionTable table, int demand) => new(-1, -1, table.AbsenceOf(demand));
}
