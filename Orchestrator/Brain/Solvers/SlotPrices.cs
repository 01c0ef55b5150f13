using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Problem;

namespace ComputeNet.Brain.Solvers;

/// <summary>Dual prices: whole micro-yuan per unit (see <see cref="PoolFacts.UnitsPerDevice"/>) and slot of each pool, with running sums so that a run is charged by one subtraction.</summary>
internal sealed class SlotPrices
{
    private readonly PlanningCase @case;
    private readonly int slots;
    private readonly long[] prices;
    private readonly long[] sums;
    private readonly bool[] isPriced;
    private readonly long[] most;
    private long[] least = [];

    internal SlotPrices(PlanningCase @case)
    {
        (this.@case, slots) = (@case, @case.Clock.Slots);
        prices = new long[@case.Pools.Count * slots];
        sums = new long[@case.Pools.Count * (slots + 1)];
        isPriced = new bool[@case.Pools.Count];
        // However long and large a run is, its charge stays far inside 64 bits.
        most = [.. @case.Pools.Select(p => (1L << 58) / Math.Max(1, (long)p.Devices * p.UnitsPerDevice) / (slots + 1))];
    }

    /// <summary>Prices of one pool and slot; set through <see cref="Set"/>.</summary>
    internal ReadOnlySpan<long> Cells => prices;

    internal bool IsPriced(int pool) => isPriced[pool];

    /// <summary>What a run pays for the capacity that it takes.</summary>
    internal long Charge(in Option option, int slot)
    {
        var row = option.Pool * (slots + 1);
        return option.Units * (sums[row + Math.Min(slots, slot + option.Touched)] - sums[row + slot]);
    }

    /// <summary>What one device pays for a run in the pool.</summary>
    internal long PerDevice(int pool, int slot, int touched)
    {
        var row = pool * (slots + 1);
        return sums[row + Math.Min(slots, slot + touched)] - sums[row + slot];
    }

    /// <summary>At least what a run of the option pays, whenever it starts; 0 until <see cref="NoteLeast"/>.</summary>
    internal long LeastCharge(in Option option) => (uint)option.Window < (uint)least.Length ? option.Units * least[option.Window] : 0;

    /// <summary>Works out the least charge of every pair of pool and run length.</summary>
    internal void NoteLeast(RunWindows windows)
    {
        if (least.Length != windows.Count)
            least = new long[windows.Count];
        for (var window = 0; window < least.Length; window++)
        {
            var (pool, touched) = windows[window];
            least[window] = isPriced[pool] ? LeastOf(sums.AsSpan(pool * (slots + 1), slots + 1), touched) : 0;
        }
    }

    private static long LeastOf(ReadOnlySpan<long> sums, int touched)
    {
        // The last start pays for one slot only, so the least is at most its price; a window that passes the horizon pays up to the horizon.
        var least = long.MaxValue;
        for (var slot = 0; slot < sums.Length - 1; slot++)
            least = Math.Min(least, sums[Math.Min(sums.Length - 1, slot + touched)] - sums[slot]);
        return least;
    }

    /// <summary>Running sums of the option's pool from its first slot to the end of the horizon; a difference of two is what a device pays in between.</summary>
    internal ReadOnlySpan<long> SumsFrom(in Option option) =>
        sums.AsSpan(option.Pool * (slots + 1) + option.FirstSlot, slots + 1 - option.FirstSlot);

    /// <summary>What all free devices of the grid are worth together.</summary>
    internal Int128 Worth(CapacityGrid grid)
    {
        Int128 worth = 0;
        for (var pool = 0; pool < isPriced.Length; pool++)
        {
            if (!isPriced[pool])
                continue;
            var free = grid.Row(pool);
            for (var slot = 0; slot < slots; slot++)
                worth += (Int128)prices[pool * slots + slot] * free[slot];
        }
        return worth;
    }

    /// <summary>Takes new prices for all cells, rounded to whole micro-yuan and never below zero.</summary>
    internal void Set(ReadOnlySpan<double> cells)
    {
        for (var pool = 0; pool < isPriced.Length; pool++)
        {
            var (row, sumRow) = (pool * slots, pool * (slots + 1));
            for (var slot = 0; slot < slots; slot++)
            {
                var price = Math.Min(most[pool], (long)Math.Max(0, cells[row + slot]));
                prices[row + slot] = price;
                sums[sumRow + slot + 1] = sums[sumRow + slot] + price;
            }
            isPriced[pool] = slots > 0 && sums[sumRow + slots] > 0;
        }
    }

    /// <summary>As stored in a plan: only pools that have any, without the zeros at the end.</summary>
    internal IReadOnlyList<PoolPrices> Write()
    {
        var rows = new List<PoolPrices>();
        for (var pool = 0; pool < isPriced.Length; pool++)
        {
            if (isPriced[pool])
                rows.Add(new PoolPrices(@case.Pools[pool].Supply.Pool, prices.AsSpan(pool * slots, slots).TrimEnd(0).ToArray()));
        }
        return rows;
    }
}
