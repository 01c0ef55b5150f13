namespace ComputeNet.Brain.Solvers;

/// <summary>
/// Every demand's cheapest fate at given prices, as if capacity had no limit: the Lagrangian's bound, and the devices that they would use
/// together. Threads share the demands out in chunks; only whole numbers are added up, so the answer does not depend on who does which.
/// </summary>
internal sealed class Relaxation
{
    private const int DemandsPerChunk = 256;

    private readonly OptionTable table;
    private readonly int[] likely;
    private readonly int[] free;
    private readonly int[] used;
    private long work;

    internal Relaxation(OptionTable table)
    {
        this.table = table;
        (likely, used) = (new int[table.Demands], new int[table.Case.Pools.Count * table.Slots]);
        Array.Fill(likely, -1);
        free = new int[used.Length];
        foreach (var pool in table.Case.Pools)
            pool.WriteFree(table.Case.Clock, free.AsSpan(pool.Index * table.Slots, table.Slots));
    }

    /// <summary>Devices per pool and slot that commitments leave.</summary>
    internal ReadOnlySpan<int> Free => free;

    /// <summary>Devices that the last answer uses.</summary>
    internal ReadOnlySpan<int> Used => used;

    /// <summary>Starts priced so far.</summary>
    internal long Work => work;

    /// <summary>The bound that the prices prove, in micro-yuan.</summary>
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
        return (long)Int128.Max(bound, 0);
    }

    private Share SolveChunk(Share share, int chunk, SlotPrices prices)
    {
        var end = Math.Min(table.Demands, (chunk + 1) * DemandsPerChunk);
        for (var d = chunk * DemandsPerChunk; d < end; d++)
        {
            var (cost, option, slot) = PricedFate.Of(table, prices, d, likely[d], share.Spare, ref share.Work);
            share.Bound += cost;
            likely[d] = option;
            if (option < 0)
                continue;
            ref readonly var chosen = ref table[option];
            var (from, to) = (chosen.Pool * table.Slots + slot, chosen.Pool * table.Slots + Math.Min(table.Slots, slot + chosen.Touched));
            foreach (ref var cell in share.Used.AsSpan(from, to - from))
                cell += chosen.Devices;
        }
        return share;
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
