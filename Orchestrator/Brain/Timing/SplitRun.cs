namespace ComputeNet.Brain.Timing;

/// <summary>A run that may be interrupted at its checkpoints and resumed later, of known length, against a curve.</summary>
public static class SplitRun
{
    /// <summary>The table of <see cref="SegmentTable"/> holds so many cells at most (16 bytes each).</summary>
    public const long MostCells = 4_000_000;

    /// <summary>
    /// The cheapest way to spread the work over the window. Null when the work does not fit. Proven best unless the seconds have so little in
    /// common that the table would pass <paramref name="mostCells"/>: then a coarser grid is used and the bound says how far off it may be.
    /// Never dearer than <see cref="WholeRun"/>; where equal, whole.
    /// </summary>
    public static TimedRun? Cheapest(CostCurve curve, RunWindow window, SplitTerms terms, long mostCells = MostCells)
    {
        terms.MustMakeSense();
        if (WholeRun.Cheapest(curve, window) is not { } whole)
            return null;
        var free = FreeSplit.Cheapest(curve, window);
        if (free.Cost >= whole.Cost)
            return whole;
        if (terms.AreFree)
            return free;
        if ((Int128)free.Cost + terms.ResumeCost >= whole.Cost)
            return whole;
        var grid = RunGrid.For(curve, window, terms, mostCells);
        var split = SegmentTable.Cheapest(curve, window, terms, grid);
        var best = split is null || split.Cost >= whole.Cost ? whole : split;
        // On the fine grid nothing can be better; on a coarse one, what resumes for nothing still bounds it.
        return best with { Bound = grid.IsExact ? best.Cost : free.Cost };
    }

    /// <summary>
    /// On slots of which some have no room and where ending late costs: stretches begin on slot boundaries. Null when none fit, or when resume and slot
    /// have so little in common that the table would pass <see cref="MostCells"/>. One stretch when interrupting does not pay.
    /// </summary>
    internal static TimedRun? OnSlots(CostCurve curve, RunWindow window, SplitTerms terms, HeldSlots slots)
    {
        window.MustLieOn(curve);
        terms.MustMakeSense();
        return RunGrid.OnSlots(curve, window, terms) is var grid && grid.Fits(MostCells) ? SegmentTable.Cheapest(curve, window, terms, grid, slots) : null;
    }
}
