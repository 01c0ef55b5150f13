using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Problem;

namespace ComputeNet.Brain.Solvers;

/// <summary>The least that a demand pays in stretches when capacity is not limited but has prices, and the slots that it would then use.</summary>
internal readonly record struct SplitFloor(long MicroYuan, int Demand, int Option, SplitBound Bound)
{
    [ThreadStatic]
    private static long[]? scratch;

    /// <summary>Over all options of a demand; null when nothing is below the limit. Adds slots priced to <paramref name="work"/>.</summary>
    internal static SplitFloor? Below(OptionTable table, SlotPrices prices, int demand, long limit, ref long work)
    {
        var (best, least) = (default(SplitFloor?), limit);
        for (var o = table.FirstOf(demand); o < table.EndOf(demand) && Under(table, demand, o) < least; o++)
        {
            ref readonly var option = ref table[o];
            work++;
            // A gang over several pools runs in one piece.
            if (option.Spread > 0)
                continue;
            // Charges only add to what it costs without any.
            if (table.SplitLeast(demand, o, ref work) >= least)
                continue;
            if (Of(table, prices.IsPriced(option.Pool) ? prices : null, demand, option, ref work) is { EndSlot: >= 0 } bound && bound.MicroYuan < least)
                (best, least) = (new SplitFloor(bound.MicroYuan, demand, o, bound), bound.MicroYuan);
        }
        return best;
    }

    /// <summary>
    /// What no bound of this option or a later one goes below. A run in stretches is as long as a whole one and longer, so what bounds the one bounds the other, less
    /// what <see cref="SplitBound"/> rounds down: a millionth, and a micro-yuan for each slot.
    /// </summary>
    internal static long Under(OptionTable table, int demand, int option)
    {
        var least = table[option].LeastMicroYuan;
        return least - least / 500_000 - table.Slots - 16 + table.Case.Demands[demand].Interruption!.ResumeMicroYuan;
    }

    /// <param name="prices">Null: no charges.</param>
    internal static SplitBound Of(OptionTable table, SlotPrices? prices, int demand, in Option option, ref long work)
    {
        work += table.Slots - option.FirstSlot;
        var candidate = table.Candidate(demand, option);
        return SplitBound.Of(candidate, Costs(table, candidate, prices, option));
    }

    /// <summary>The same without charges in the slots that have room.</summary>
    internal static long In(OptionTable table, in Candidacy candidate, in Option option, ReadOnlySpan<int> free, ReadOnlySpan<int> quota, ref long work)
    {
        work += table.Slots - option.FirstSlot;
        var costs = Costs(table, candidate, null, option);
        for (var slot = (int)candidate.FirstSlot; slot < costs.Length; slot++)
        {
            if (free[slot] < option.Units || (!quota.IsEmpty && quota[slot] < option.Accelerators))
                costs[slot] = SplitBound.MostPerSlot;
        }
        return SplitBound.Of(candidate, costs).MicroYuan;
    }

    /// <summary>Counts the devices in the slots that the cheapest seconds lie in.</summary>
    internal void Use(OptionTable table, SlotPrices prices, Span<int> used)
    {
        ref readonly var option = ref table[Option];
        var candidate = table.Candidate(Demand, option);
        var costs = Costs(table, candidate, prices, option);
        var length = table.Case.Clock.SlotSeconds;
        var before = (int)((candidate.Variant.DurationSeconds + candidate.Demand.Interruption!.ResumeSeconds - Bound.SecondsInEndSlot + length - 1) / length);
        var slots = Enumerable.Range(option.FirstSlot, Bound.EndSlot - option.FirstSlot).ToArray();
        Array.Sort(costs[option.FirstSlot..Bound.EndSlot].ToArray(), slots);
        foreach (var slot in slots.Take(before).Append(Bound.EndSlot))
            used[option.Pool * table.Slots + slot] += option.Units;
    }

    private static Span<long> Costs(OptionTable table, in Candidacy candidate, SlotPrices? prices, in Option option)
    {
        if (scratch is null || scratch.Length < table.Slots)
            scratch = new long[table.Slots];
        var costs = scratch.AsSpan(0, table.Slots);
        var rates = new SlotRates(candidate);
        var cells = prices is null ? [] : prices.Cells.Slice(option.Pool * table.Slots, table.Slots);
        for (var slot = (int)candidate.FirstSlot; slot < costs.Length; slot++)
            costs[slot] = cells.IsEmpty ? rates.Of(slot) : SplitBound.Charged(rates.Of(slot), cells[slot] * option.Units);
        return costs;
    }
}
