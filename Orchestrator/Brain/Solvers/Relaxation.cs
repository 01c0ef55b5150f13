namespace ComputeNet.Brain.Solvers;

/// <summary>
/// Every demand's cheapest fate at given prices, as if capacity had no limit: the Lagrangian's bound, and the devices that they would use
/// together. Threads share the demands out in chunks; only whole numbers are added up, so the answer does not depend on who does which.
/// </summary>
internal sealed class Relaxation
{
    private const int DemandsPerChunk = 256;

    private readonly OptionTable table;
    private readonly int[] free;
    private readonly int[] used;
    private long work;

    internal Relaxation(OptionTable table)
    {
        this.table = table;
        (Ideals, used) = (new (long, int, int)[table.Demands], new int[table.Case.Pools.Count * table.Slots]);
        Array.Fill(Ideals, (0, -1, -1));
        free = new int[used.Length];
        foreach (var pool in table.Case.Pools)
            pool.WriteFree(table.Case.Clock, free.AsSpan(pool.Index * table.Slots, table.Slots));
    }

    /// <summary>The last answer: what every demand would choose, and pay, if only prices stood in its way. Option −1 is being left out.</summary>
    internal (long ReducedCost, int Option, int Slot)[] Ideals { get; }

    /// <summary>Devices per pool and slot that commitments leave.</summary>
    internal ReadOnlySpan<int> Free => free;

    /// <summary>Devices that the last answer uses.</summary>
    internal ReadOnlySpan<int> Used => used;

    /// <summary>Starts priced so far.</summary>
    internal long Work => work;

    /// <summary>The bound that the prices prove, in micro-yuan; below zero when they are far too high.</summary>
    internal long Solve(SlotPrices prices)
    {
        prices.NoteLeast(table.Windows);
        Array.Clear(used);
        Int128 bound = 0;
        var chunks = (table.Demands + DemandsPerChunk - 1) / DemandsPerChunk;
        if (chunks <= 1)
            Merge(SolveChunk(new Share(used.Length, table.Slots), 0, prices), ref bound);
        else
        {
            var gate = new Lock();
            Parallel.For(0, chunks, () => new Share(used.Length, table.Slots), (chunk, _, share) => SolveChunk(share, chunk, prices), share =>
            {
                lock (gate)
                    Merge(share, ref bound);
            });
        }
        var cells = prices.Cells;
        for (var cell = 0; cell < cells.Length; cell++)
            bound -= (Int128)cells[cell] * free[cell];
        return (long)Int128.Max(bound, long.MinValue);
    }

    private Share SolveChunk(Share share, int chunk, SlotPrices prices)
    {
        var end = Math.Min(table.Demands, (chunk + 1) * DemandsPerChunk);
        for (var d = chunk * DemandsPerChunk; d < end; d++)
        {
            var (cost, option, slot) = Ideals[d] = PricedFate.Of(table, prices, d, Ideals[d].Option, share.Spare, ref share.Work);
            if (table.IsInterruptible(d) && SplitFloor.Below(table, prices, d, cost, ref share.Work) is { } split)
            {
                share.Bound += split.MicroYuan;
                split.Use(table, prices, share.Used);
                continue;
            }
            share.Bound += cost;
            if (option < 0)
                continue;
            ref readonly var chosen = ref table[option];
            if (chosen.Spread > 0)
            {
                Use(share, table.SpreadOf(chosen), prices, slot, chosen.Touched);
                continue;
            }
            var (from, to) = (chosen.Pool * table.Slots + slot, chosen.Pool * table.Slots + Math.Min(table.Slots, slot + chosen.Touched));
            foreach (ref var cell in share.Used.AsSpan(from, to - from))
                cell += chosen.Units;
        }
        return share;
    }

    /// <summary>Notes what a gang over several pools would hold in each.</summary>
    private void Use(Share share, SpreadOption spread, SlotPrices prices, int slot, int touched)
    {
        Span<int> members = stackalloc int[spread.Pools.Length];
        spread.ShareOut(slot, touched, prices, null, members);
        for (var part = 0; part < members.Length; part++)
        {
            foreach (ref var cell in share.Used.AsSpan(spread.Pools[part] * table.Slots + slot, Math.Min(table.Slots, slot + touched) - slot))
                cell += members[part] * spread.DevicesPerMember;
        }
    }

    private void Merge(Share share, ref Int128 bound)
    {
        bound += share.Bound;
        work += share.Work;
        for (var cell = 0; cell < used.Length; cell++)
            used[cell] += share.Used[cell];
    }

    /// <summary>What one thread has added up.</summary>
    private sealed class Share(int cells, int slots)
    {
        internal readonly int[] Used = new int[cells];
        internal readonly long[] Spare = new long[slots];
        internal Int128 Bound;
        internal long Work;
    }
}
