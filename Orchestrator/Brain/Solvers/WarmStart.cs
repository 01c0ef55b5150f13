using ComputeNet.Brain.Problem;
using ComputeNet.Brain.Rules;
using ComputeNet.Brain.Rules.Constraints;
using ComputeNet.Brain.Timing;
using ComputeNet.Contracts.Plans;
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
        slotsPassed = Math.Max(0, table.Case.Problem.Now.UtcTicks - previous.Now.UtcTicks) / SlotTicks;
        Prices = new SlotPrices(table.Case);
        Prices.Set(PricesOf());
        Schedule = new Schedule(table);
        TakeOver();
    }

    private long SlotTicks => table.Case.Clock.SlotSeconds * TimeSpan.TicksPerSecond;
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
        foreach (var demand in table.Order)
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

    /// <summary>The same place and start on the new grid; null when the problem no longer has them.</summary>
    private Fate? FateOf(int demand, PlannedBefore placement)
    {
        var ahead = placement.Start.UtcTicks - table.Case.Problem.Now.UtcTicks;
        if (table.Case.FindPool(placement.Pool) is not { } pool || ahead < 0)
            return null;
        // Rounds come when they come: the planned start seldom lies on the new grid, and nothing starts before it was to.
        var slot = (ahead + SlotTicks - 1) / SlotTicks;
        for (var o = table.FirstOf(demand); o < table.EndOf(demand); o++)
        {
            ref readonly var option = ref table[o];
            if (option.Variant != placement.VariantIndex)
                continue;
            if (placement.Parts is { } parts)
            {
                if (option.Spread > 0 && table.SpreadOf(option).SharedAs(parts) is { } members)
                    return option.FirstSlot <= slot && slot <= option.LastSlot ? new Fate(o, (int)slot, table.CostOf(demand, option, (int)slot, members), Members: members) : null;
            }
            else if (option.Spread == 0 && option.Pool == pool.Index && placement.Stretches is { Count: > 1 } stretches)
                return InStretches(demand, o, slot, stretches);
            else if (option.Spread == 0 && option.Pool == pool.Index)
                return option.FirstSlot <= slot && slot <= option.LastSlot ? new Fate(o, (int)slot, table.CostOf(demand, option, (int)slot)) : null;
        }
        return null;
    }

    /// <summary>The same stretches from a slot of the new grid on, as far from each other as they were; null when the demand may no longer run so.</summary>
    private Fate? InStretches(int demand, int option, long slot, IReadOnlyList<RunStretch> stretches)
    {
        var (clock, candidate, first) = (table.Case.Clock, table.Candidate(demand, table[option]), stretches[0].Start);
        var end = candidate.Demand.Demand.Placement.Deadline is { } deadline ? Math.Min(clock.Slots * clock.SlotSeconds, clock.SecondsFromNow(deadline)) : clock.Slots * clock.SlotSeconds;
        if (candidate.Demand.Interruption is not { } terms || slot < table[option].FirstSlot || slot >= clock.Slots || stretches.Any(s => s.Start < first || s.End <= s.Start || s.End - first > TimeSpan.FromSeconds(end)))
            return null;
        var run = new Stretched([.. stretches.Select(s => new Segment(slot * clock.SlotSeconds + (long)(s.Start - first).TotalSeconds, slot * clock.SlotSeconds + (long)(s.End - first).TotalSeconds))], clock);
        return run.EndSecond > end || StretchesDoTheWork.FaultOf(run, terms, candidate.Variant, clock) is not null ? null
            : new Fate(option, (int)slot, Rulebook.TermsOf(candidate, run).Sum(t => t.MicroYuan), run);
    }
}
