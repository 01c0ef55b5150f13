namespace ComputeNet.Brain.Solvers;

/// <summary>
/// Finds dual prices by ascent with adaptive moments (Adam, Kingma and Ba 2015): every cell's step follows the average of its overuse divided
/// by how much that overuse swings, and is relative to its price, for a contended cell may be worth many times what the pool costs. The bound is
/// evaluated in whole micro-yuan, so it is exact for whatever prices come out. Uses only arithmetic that rounds alike on every machine.
/// </summary>
internal sealed class PricingSolver
{
    /// <summary>Share of the past in the average overuse, and in its average square.</summary>
    private const double Inertia = 0.8;
    private const double Memory = 0.95;

    /// <summary>Steps shrink from the whole price to this share of it.</summary>
    private const double LastStep = 0.002;

    /// <summary>The first step from prices that were good a round ago.</summary>
    private const double WarmStep = 0.01;

    /// <summary>A price of zero moves as if it were this share of the pool's own price.</summary>
    private const double Footing = 0.3;

    private readonly Relaxation relaxation;
    private readonly SolverEffort effort;
    private readonly double firstStep;
    private readonly double[] footing;
    private readonly double[] trial;
    private readonly double[] average;
    private readonly double[] square;
    private double averageWeight = 1;
    private double squareWeight = 1;
    private long otherWork;

    /// <param name="table">The problem.</param>
    /// <param name="effort">How much work it may be.</param>
    /// <param name="from">The round before, for its prices and as a guess at the ideals; null starts from no prices.</param>
    internal PricingSolver(OptionTable table, SolverEffort effort, WarmStart? from = null)
    {
        (relaxation, this.effort, firstStep) = (new Relaxation(table), effort, from is null ? 1 : WarmStep);
        (Best, Tried) = (from?.Prices ?? new SlotPrices(table.Case), new SlotPrices(table.Case));
        var cells = relaxation.Free.Length;
        (footing, trial, average, square) = (new double[cells], new double[cells], new double[cells], new double[cells]);
        foreach (var pool in table.Case.Pools)
            footing.AsSpan(pool.Index * table.Slots, table.Slots).Fill(Footing * Math.Max(1, (pool.PriceYuanPerDeviceHour ?? 0) * 1e6 * table.Case.Clock.SlotHours / pool.UnitsPerDevice));
        for (var d = 0; from is not null && d < table.Demands; d++)
            relaxation.Ideals[d].Option = from.Schedule[d].Option;
        LowerBoundMicroYuan = relaxation.Solve(Best);
        if (LowerBoundMicroYuan < 0)
        {
            // Prices that prove less than none do: the round before was about something else.
            Best = new SlotPrices(table.Case);
            LowerBoundMicroYuan = relaxation.Solve(Best);
        }
        for (var cell = 0; cell < cells; cell++)
            trial[cell] = Best.Cells[cell];
        Ideals = [.. relaxation.Ideals];
    }

    /// <summary>The prices that prove <see cref="LowerBoundMicroYuan"/>.</summary>
    internal SlotPrices Best { get; private set; }
    internal long LowerBoundMicroYuan { get; private set; }
    internal int Rounds { get; private set; }

    /// <summary>Every demand's ideal fate at the best prices.</summary>
    internal (long ReducedCost, int Option, int Slot)[] Ideals { get; }
    private SlotPrices Tried { get; set; }
    private long Work => relaxation.Work + otherWork;

    /// <summary>How much of the policy's limits is used up, 0 … 1.</summary>
    private double Progress => Math.Min(1, Math.Max(Rounds / (double)Math.Max(1, effort.PricingRounds), Work / (double)Math.Max(1, effort.PricedStarts)));

    /// <summary>Improves the bound towards a known plan's cost until so much of the limits is used up or nothing is left to gain.</summary>
    internal void Improve(long upperBoundMicroYuan, double untilProgress)
    {
        while (Progress < untilProgress && LowerBoundMicroYuan < upperBoundMicroYuan && Step())
        {
            Rounds++;
            Tried.Set(trial);
            var bound = relaxation.Solve(Tried);
            if (bound <= LowerBoundMicroYuan)
                continue;
            (Best, Tried, LowerBoundMicroYuan) = (Tried, Best, bound);
            relaxation.Ideals.CopyTo(Ideals, 0);
        }
    }

    /// <summary>Moves the trial prices along the average overuse of the answers so far; false when no cell is overused or priced.</summary>
    private bool Step()
    {
        var left = 1 - Progress;
        var step = firstStep * left * left * left + LastStep;
        averageWeight *= Inertia;
        squareWeight *= Memory;
        var used = relaxation.Used;
        var free = relaxation.Free;
        var isMoved = false;
        for (var cell = 0; cell < trial.Length; cell++)
        {
            double over = used[cell] - free[cell];
            square[cell] = Memory * square[cell] + (1 - Memory) * over * over;
            if (trial[cell] == 0 && over <= 0 && average[cell] <= 0)
            {
                average[cell] = 0;
                continue;
            }
            isMoved = true;
            average[cell] = Inertia * average[cell] + (1 - Inertia) * over;
            var direction = average[cell] / (1 - averageWeight) / (Math.Sqrt(square[cell] / (1 - squareWeight)) + 1);
            trial[cell] = Math.Max(0, trial[cell] + step * (footing[cell] + trial[cell]) * direction);
        }
        otherWork += trial.Length;
        return isMoved;
    }
}
