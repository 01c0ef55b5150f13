using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Problem;
using ComputeNet.Brain.Rules.Constraints;

namespace ComputeNet.Brain.Solvers;

/// <summary>Free devices (or milli-devices) per pool and slot while a plan is made; a fate is only taken where they suffice.</summary>
[Encodes<CapacityIsNotExceeded>]
[Encodes<QuotaIsNotExceeded>]
[Encodes<BudgetIsNotExceeded>]
[Encodes<TiesAreKept>]
internal sealed class CapacityGrid
{
    private readonly int slots;
    private readonly int[] free;
    private ulong[] starts = [];
    private ulong[] ofQuota = [];

    internal CapacityGrid(PlanningCase @case)
    {
        (slots, Commons) = (@case.Clock.Slots, Commons.Of(@case));
        free = new int[@case.Pools.Count * slots];
        foreach (var pool in @case.Pools)
            pool.WriteFree(@case.Clock, free.AsSpan(pool.Index * slots, slots));
    }

    internal int Slots => slots;

    /// <summary>What placements share beyond devices, as the schedule leaves it; null when nothing.</summary>
    internal Commons? Commons { get; }

    internal ReadOnlySpan<int> Row(int pool) => free.AsSpan(pool * slots, slots);

    internal bool Fits(in Option option, int slot)
    {
        foreach (var cell in Row(option.Pool)[slot..Math.Min(slots, slot + option.Touched)])
        {
            if (cell < option.Units)
                return false;
        }
        return true;
    }

    /// <summary>
    /// One bit per start of the option's window, from its first: whether it has room throughout, and where there is a quota that too. Bits past the window mean
    /// nothing. Valid until the next call.
    /// </summary>
    internal ReadOnlySpan<ulong> StartsOf(in Option option, ReadOnlySpan<int> quota)
    {
        var words = StartSet.WordsFor(option.LastSlot - option.FirstSlot + 1, option.Touched);
        if (starts.Length < words)
            (starts, ofQuota) = (new ulong[words], new ulong[words]);
        var open = starts.AsSpan(0, words);
        StartSet.Free(Row(option.Pool)[option.FirstSlot..], option.Units, open);
        if (!quota.IsEmpty)
        {
            var within = ofQuota.AsSpan(0, words);
            StartSet.Free(quota[option.FirstSlot..], option.Accelerators, within);
            for (var word = 0; word < words; word++)
                open[word] &= within[word];
        }
        StartSet.Throughout(open, option.Touched);
        return open;
    }

    /// <summary>Whether a gang over several pools finds its devices in each of them.</summary>
    internal bool Fits(SpreadOption spread, int slot, int touched, int[] members)
    {
        for (var part = 0; part < members.Length; part++)
        {
            if (LeastFree(spread.Pools[part], slot, touched) < (long)members[part] * spread.DevicesPerMember)
                return false;
        }
        return true;
    }

    /// <summary>The fewest free devices of a pool while a run of so many slots lasts.</summary>
    internal int LeastFree(int pool, int slot, int touched)
    {
        var least = int.MaxValue;
        foreach (var cell in Row(pool)[slot..Math.Min(slots, slot + touched)])
            least = Math.Min(least, cell);
        return least;
    }

    /// <summary>Takes (−1) or gives back (+1) the devices of a gang over several pools.</summary>
    internal void Change(SpreadOption spread, int slot, int touched, int[] members, int sign)
    {
        for (var part = 0; part < members.Length; part++)
            Add(spread.Pools[part], slot, touched, sign * members[part] * spread.DevicesPerMember);
    }

    internal bool Fits(in Option option, Stretched run)
    {
        foreach (var (first, end) in run.Slots)
        {
            if (!Windows.Fits(Row(option.Pool), first, end - first, option.Units))
                return false;
        }
        return true;
    }

    internal void Take(in Option option, in Fate fate) => Add(option, fate, -option.Units);

    internal void Release(in Option option, in Fate fate) => Add(option, fate, option.Units);

    private void Add(in Option option, in Fate fate, int devices)
    {
        if (fate.Stretches is { } run)
        {
            run.Add(free.AsSpan(option.Pool * slots, slots), devices);
            return;
        }
        Add(option.Pool, fate.Slot, option.Touched, devices);
    }

    private void Add(int pool, int slot, int touched, int devices)
    {
        var end = Math.Min(slots, slot + touched);
        foreach (ref var cell in free.AsSpan(pool * slots + slot, end - slot))
            cell += devices;
    }
}
