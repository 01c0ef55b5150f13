using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Solvers;

/// <summary>
/// Takes over the round before: its prices, moved to the new slot 0, and every placement that is still allowed and has room, the most important
/// first. The rest (new workloads, lost places) goes where it is cheapest at those prices, the largest first.
/// </summary>
internal sealed class WarmStart
{
    private readonly OptionTable table;
    private readonly PreviousRound previous;
    private readonly long slotsPassed;

    internal WarmStart(OptionTable table, PreviousRound previous)
    {
        (this.table, this.previous) = (table, previous);
        slotsPassed = Math.Max(0, SlotAt(table.Case.Problem.Now, previous.Now) ?? 0);
        Prices = new SlotPrices(table.Case);
        Prices.Set(PricesOf());
        Schedule = new Schedule(table);
        TakeOver();
    }

    internal SlotPrices Prices { get; }
    internal Schedule Schedule { get; }

    /// <summary>Demands that could not simply stay where they were.</summary>
    internal IReadOnlyList<int> Changed { get; private set; } = [];

    /// <summary>The prices of the round before by pool and new slot; what it did not price is 0.</summary>
    private double[] PricesOf()
    {
        var cells = new double[table.Case.Pools.Count * table.Slots];
        if (previous.SlotMinutes * 60L != table.Case.Clock.SlotSeconds)
            return cells;
        foreach (var row in previous.Prices)
        {
            if (table.Case.FindPool(row.Pool) is not { } pool)
                continue;
            for (var slot = 0; slot < table.Slots && slot + slotsPassed < row.MicroYuanPerDeviceSlot.Count; slot++)
                cells[pool.Index * table.Slots + slot] = row.MicroYuanPerDeviceSlot[(int)(slot + slotsPassed)];
        }
        return cells;
    }

    private void TakeOver()
    {
        var before = new Dictionary<WorkloadId, PlannedBefore>(previous.Placements.Count);
        foreach (var placement in previous.Placements)
            before.TryAdd(placement.Workload, placement);
        var (homes, changed, work) = (new int[table.Demands], new List<int>(), 0L);
        Array.Fill(homes, -1);
        foreach (var demand in GreedySolver.Order(table))
        {
            if (before.TryGetValue(table.Case.Demands[demand].Demand.Workload, out var placement) && FateOf(demand, placement) is { } fate && Schedule.HasRoom(demand, fate))
            {
                Schedule.Set(demand, fate);
                homes[demand] = table[fate.Option].Pool;
            }
            else
                changed.Add(demand);
        }
        Prices.NoteLeast(table.Windows);
        foreach (var demand in changed.OrderByDescending(table.SizeOf))
            Schedule.Set(demand, BestFate.Priced(table, Schedule.Grid, Prices, demand, ref work));
        Schedule.Settle(homes, table.Case.Policy.MostMoves);
        Changed = changed;
    }

    /// <summary>The same place and start in the new problem; null when it no longer has them.</summary>
    private Fate? FateOf(int demand, PlannedBefore placement)
    {
        if (table.Case.FindPool(placement.Pool) is not { } pool || SlotAt(placement.Start, table.Case.Problem.Now) is not { } slot)
            return null;
        for (var o = table.FirstOf(demand); o < table.EndOf(demand); o++)
        {
            ref readonly var option = ref table[o];
            if (option.Pool == pool.Index && option.Variant == placement.VariantIndex)
                return option.FirstSlot <= slot && slot <= option.LastSlot ? new Fate(o, (int)slot, table.CostOf(demand, option, (int)slot)) : null;
        }
        return null;
    }

    /// <summary>Slots from one instant to a later one, when they are whole.</summary>
    private long? SlotAt(DateTimeOffset instant, DateTimeOffset from)
    {
        var (ticks, slot) = (instant.UtcTicks - from.UtcTicks, table.Case.Clock.SlotSeconds * TimeSpan.TicksPerSecond);
        return ticks >= 0 && ticks % slot == 0 ? ticks / slot : null;
    }
}
