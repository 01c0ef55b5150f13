namespace ComputeNet.Brain.Solvers;

/// <summary>
/// Finds dual prices by the volume algorithm (Barahona and Anbil 2000): a subgradient method that steps from the best prices so far along an
/// average of past answers, which damps the swinging of the plain method. The bound is evaluated in whole micro-yuan, so it is exact for
/// whatever prices come out.
/// </summary>
internal sealed class PricingSolver
{
    /// <summary>The least share of a new answer in the average.</summary>
    private const double LeastFresh = 0.05;

    /// <summary>After so many rounds a new answer counts half; early answers are poor and should be forgotten soon.</summary>
    private const double FreshHalfLife = 10;

    /// <summary>Rounds without a better bound before steps get shorter.</summary>
    private const int Patience = 3;

    private const double FirstStep = 0.2;
    private const double LongestStep = 2;
    private const double Longer = 1.1;
    private const double Shorter = 0.7;

    private readonly OptionTable table;
    private readonly int slots;
    private readonly int[] free;
    private readonly double[] scale;
    private readonly double[] center;
    private readonly double[] trial;
    private readonly double[] used;
    private readonly double[] usedNow;
    private long work;
    private double step = FirstStep;
    private int sinceBetter;

    internal PricingSolver(OptionTable table)
    {
        (this.table, slots) = (table, table.Slots);
        Best = new SlotPrices(table.Case);
        Tried = new SlotPrices(table.Case);
        free = new int[table.Case.Pools.Count * slots];
        foreach (var pool in table.Case.Pools)
            pool.WriteFree(table.Case.Clock, free.AsSpan(pool.Index * slots, slots));
        scale = new double[free.Length];
        foreach (var pool in table.Case.Pools)
            scale.AsSpan(pool.Index * slots, slots).Fill(Math.Max(1, (pool.PriceYuanPerDeviceHour ?? 0) * 1e6 * table.Case.Clock.SlotHours) / Math.Max(1, pool.Devices));
        (center, trial, used, usedNow) = (new double[free.Length], new double[free.Length], new double[free.Length], new double[free.Length]);
        LowerBoundMicroYuan = Evaluate(Best);
        usedNow.CopyTo(used, 0);
    }

    /// <summary>The prices that prove <see cref="LowerBoundMicroYuan"/>.</summary>
    internal SlotPrices Best { get; private set; }
    internal long LowerBoundMicroYuan { get; private set; }
    internal int Rounds { get; private set; }
    private SlotPrices Tried { get; set; }

    /// <summary>
    /// Improves the bound towards a known plan's cost until so many rounds are done or so many starts priced, all calls together, or nothing is left to gain.
    /// </summary>
    internal void Improve(long upperBoundMicroYuan, int rounds, long workLimit)
    {
        while (Rounds < rounds && work < workLimit && LowerBoundMicroYuan < upperBoundMicroYuan && StepTowards(upperBoundMicroYuan))
        {
            Rounds++;
            Tried.Set(trial);
            var bound = Evaluate(Tried);
            var fresh = Math.Max(LeastFresh, FreshHalfLife / (FreshHalfLife + Rounds));
            for (var cell = 0; cell < used.Length; cell++)
                used[cell] += fresh * (usedNow[cell] - used[cell]);
            if (bound > LowerBoundMicroYuan)
            {
                (Best, Tried, LowerBoundMicroYuan, sinceBetter) = (Tried, Best, bound, 0);
                trial.CopyTo(center, 0);
                step = Math.Min(LongestStep, step * Longer);
            }
            else if (++sinceBetter >= Patience)
                (step, sinceBetter) = (step * Shorter, 0);
        }
    }

    /// <summary>Trial prices: the best so far, moved by the average overuse; false when nothing is overused.</summary>
    private bool StepTowards(long upperBound)
    {
        var norm = 0.0;
        for (var cell = 0; cell < used.Length; cell++)
        {
            var over = used[cell] - free[cell];
            if (over > 0 || center[cell] > 0)
                norm += over * over * scale[cell];
        }
        if (norm <= 0)
            return false;
        var length = step * (upperBound - LowerBoundMicroYuan) / norm;
        for (var cell = 0; cell < used.Length; cell++)
        {
            var over = used[cell] - free[cell];
            trial[cell] = over > 0 || center[cell] > 0 ? Math.Max(0, center[cell] + length * scale[cell] * over) : 0;
        }
        work += used.Length;
        return true;
    }

    /// <summary>Every demand's cheapest fate at these prices: the bound, and the devices that they would use together.</summary>
    private long Evaluate(SlotPrices prices)
    {
        Array.Clear(usedNow);
        Int128 bound = 0;
        for (var d = 0; d < table.Demands; d++)
        {
            var (cost, option, slot) = PricedFate.Of(table, prices, d, ref work);
            bound += cost;
            if (option < 0)
                continue;
            ref readonly var chosen = ref table[option];
            var end = Math.Min(slots, slot + chosen.Touched);
            foreach (ref var cell in usedNow.AsSpan(chosen.Pool * slots + slot, end - slot))
                cell += chosen.Devices;
        }
        var cells = prices.Cells;
        for (var cell = 0; cell < cells.Length; cell++)
            bound -= (Int128)cells[cell] * free[cell];
        return (long)Int128.Max(bound, 0);
    }
}
