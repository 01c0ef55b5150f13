using ComputeNet.Brain.Fairness;

namespace ComputeNet.Brain.Solvers.Fairness;

/// <summary>
/// Raises all kinds to the highest level that all can have; those that hold it down stay there, and the others go on, until nobody can be raised.
/// The first level's prices and counts prove the worst level.
/// </summary>
internal sealed class LevelFilling
{
    /// <summary>A simplex over few rows needs tens of columns; this only ends what arithmetic would not.</summary>
    private const int MostColumns = 2000;
    private const double Tolerance = 1e-13;

    private readonly JobKind[] kinds;
    private readonly int[] devices;
    private readonly Purchase[] purchases;
    private readonly double?[] reached;

    internal LevelFilling(JobKind[] kinds, int[] devices)
    {
        (this.kinds, this.devices) = (kinds, devices);
        purchases = [.. kinds.Select(k => new Purchase(k))];
        reached = new double?[kinds.Length];
        (Prices, Counts) = (new double[devices.Length], new double[kinds.Length]);
        var best = new LevelColumn(0, new double[devices.Length], NoShares());
        for (var isFirst = true; reached.Contains(null); isFirst = false)
        {
            var (raised, prices, counts) = Raise(best);
            // Nearly equal devices can make a basis that double precision does not carry; what is reached and proved is not given up for that.
            if (!isFirst && (raised.Level < best.Level || raised.GivenBack > 1e-9))
                break;
            best = raised;
            if (isFirst)
                (Prices, Counts) = (prices, counts);
            Hold(best.Level, counts);
        }
        Shares = best.Shares;
    }

    /// <summary>Per kind, part of a job's time on each supply.</summary>
    internal double[][] Shares { get; }
    internal double[] Prices { get; }

    /// <summary>Per kind, what the progress of each of its jobs counts.</summary>
    internal double[] Counts { get; }

    private double[][] NoShares() => [.. kinds.Select(_ => new double[devices.Length])];

    /// <summary>The highest level for all that are not held, from a column that is feasible.</summary>
    private (LevelColumn Best, double[] Prices, double[] Counts) Raise(LevelColumn start)
    {
        var simplex = new LevelSimplex(devices, start);
        for (var columns = 0; ; columns++)
        {
            var prices = Enumerable.Range(0, devices.Length).Select(simplex.PriceOf).ToArray();
            var idle = Array.FindIndex(prices, p => p < -Tolerance);
            if (idle >= 0 && columns < MostColumns && simplex.EnterIdle(idle))
                continue;
            for (var supply = 0; supply < prices.Length; supply++)
                prices[supply] = Math.Max(0, prices[supply]);
            var (column, counts) = BestAt(prices);
            var earns = column.Level - prices.Zip(column.Use, (p, u) => p * u).Sum() - simplex.Hurdle;
            if (earns <= Tolerance * Math.Max(1, column.Level) || columns >= MostColumns || !simplex.Enter(column))
                return (Mixed(simplex), prices, counts);
        }
    }

    /// <summary>At these prices: the level at which one more for everybody costs more than it is worth, and how everybody buys it.</summary>
    private (LevelColumn Column, double[] Counts) BestAt(double[] prices)
    {
        var (highest, bends) = (double.MaxValue, new List<(double Level, double Steeper, int Kind)>());
        for (var kind = 0; kind < kinds.Length; kind++)
        {
            purchases[kind].Price(prices);
            if (reached[kind] is not null)
                continue;
            highest = Math.Min(highest, purchases[kind].HighestLevel);
            for (var edge = 0; edge < purchases[kind].Edges; edge++)
                bends.Add((purchases[kind].CornerOf(edge), purchases[kind].SlopeOf(edge) - (edge > 0 ? purchases[kind].SlopeOf(edge - 1) : 0), kind));
        }
        bends.Sort();
        var (slope, level) = (0.0, highest);
        foreach (var bend in bends)
        {
            if (bend.Level >= highest)
                break;
            slope += bend.Steeper;
            if (slope <= 1)
                continue;
            level = bend.Level;
            break;
        }
        var (use, shares) = (new double[devices.Length], NoShares());
        for (var kind = 0; kind < kinds.Length; kind++)
            purchases[kind].Buy(reached[kind] ?? level, use, shares[kind]);
        return (new LevelColumn(level, use, shares), CountsAt(level));
    }

    /// <summary>
    /// Per kind the price of one more level for one of its jobs, just below the level; what is missing to 1 is made up by those whose price
    /// rises there, or who cannot go higher at all.
    /// </summary>
    private double[] CountsAt(double level)
    {
        var (counts, room) = (new double[kinds.Length], new double[kinds.Length]);
        for (var kind = 0; kind < kinds.Length; kind++)
        {
            if (reached[kind] is not null)
                continue;
            var purchase = purchases[kind];
            var edge = purchase.EdgeAt(level);
            counts[kind] = level > 0 ? purchase.SlopeOf(edge) : 0;
            if (level >= purchase.HighestLevel)
                room[kind] = 1;
            else if (level <= 0)
                room[kind] = purchase.SlopeOf(0);
            else if (purchase.CornerOf(edge + 1) <= level)
                room[kind] = purchase.SlopeOf(edge + 1) - purchase.SlopeOf(edge);
        }
        var (missing, rooms) = (Math.Max(0, 1 - counts.Sum()), room.Sum());
        for (var kind = 0; kind < kinds.Length; kind++)
            counts[kind] = (counts[kind] + (rooms > 0 ? missing * room[kind] / rooms : 0)) / kinds[kind].Jobs;
        return counts;
    }

    /// <summary>The mix as one column. The last digits that rounding may have taken too much are given back, so that it is feasible whatever happened.</summary>
    private LevelColumn Mixed(LevelSimplex simplex)
    {
        var (use, shares) = (new double[devices.Length], NoShares());
        var whole = simplex.Mix.Sum(m => m.Part);
        foreach (var (column, part) in simplex.Mix)
        {
            for (var supply = 0; supply < use.Length; supply++)
            {
                use[supply] += part / whole * column.Use[supply];
                for (var kind = 0; kind < kinds.Length; kind++)
                    shares[kind][supply] += part / whole * column.Shares[kind][supply];
            }
        }
        var fits = use.Zip(devices, (u, d) => u > d ? d / u : 1).Min();
        return new LevelColumn(simplex.Level / whole * fits, [.. use.Select(u => u * fits)], [.. shares.Select(s => s.Select(time => time * fits).ToArray())]) { GivenBack = 1 - fits };
    }

    /// <summary>Whose progress counts cannot be raised (complementary slackness), nor whoever is at its own limit.</summary>
    private void Hold(double level, double[] counts)
    {
        var any = false;
        for (var kind = 0; kind < kinds.Length; kind++)
        {
            if (reached[kind] is null && (counts[kind] * kinds[kind].Jobs > 1e-9 || level >= purchases[kind].HighestLevel * (1 - 1e-12)))
                (reached[kind], any) = (level, true);
        }
        // The counts sum to 1, so somebody holds the level; should arithmetic ever lose that, everybody stays.
        for (var kind = 0; kind < kinds.Length && !any; kind++)
            reached[kind] ??= level;
    }
}
