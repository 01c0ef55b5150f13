using ComputeNet.Brain.Fairness;

namespace ComputeNet.Brain.Solvers.Fairness;

/// <summary>
/// How one kind buys a level at given prices: with two kinds of device at most, along the lower convex hull of (level, cost) from nothing to its fastest
/// supply. A corner is a supply all the time, an edge a mix of two.
/// </summary>
internal sealed class Purchase
{
    private readonly JobKind kind;
    private readonly double[] corners;
    private readonly double[] slopes;
    private readonly int[] supplies;

    internal Purchase(JobKind kind)
    {
        this.kind = kind;
        var most = kind.LevelsPerTime.Count(l => l > 0);
        (corners, slopes, supplies) = (new double[most + 1], new double[most], new int[most + 1]);
        HighestLevel = kind.LevelsPerTime.Max();
    }

    internal double HighestLevel { get; }
    internal int Edges { get; private set; }

    /// <summary>Where the edge begins.</summary>
    internal double CornerOf(int edge) => corners[edge];

    /// <summary>Of all jobs of the kind: price of one more level for each of them.</summary>
    internal double SlopeOf(int edge) => kind.Jobs * slopes[edge];

    /// <summary>Wraps the hull around the supplies at these prices per device (Jarvis 1973).</summary>
    internal void Price(double[] prices)
    {
        (Edges, supplies[0]) = (0, -1);
        var cost = 0.0;
        while (corners[Edges] < HighestLevel)
        {
            var (next, slope) = (-1, double.MaxValue);
            for (var supply = 0; supply < prices.Length; supply++)
            {
                var level = kind.LevelsPerTime[supply];
                if (level <= corners[Edges])
                    continue;
                var steepness = Math.Max(0, (kind.Devices * prices[supply] - cost) / (level - corners[Edges]));
                if (next < 0 || steepness < slope || (steepness == slope && level > kind.LevelsPerTime[next]))
                    (next, slope) = (supply, steepness);
            }
            slopes[Edges] = slope;
            cost = kind.Devices * prices[next];
            supplies[++Edges] = next;
            corners[Edges] = kind.LevelsPerTime[next];
        }
    }

    /// <summary>The edge on which the level is bought; at a corner the one before it.</summary>
    internal int EdgeAt(double level)
    {
        var edge = 0;
        while (edge + 1 < Edges && corners[edge + 1] < level)
            edge++;
        return edge;
    }

    /// <summary>Adds the kind's use of every supply, in devices, and writes what part of its time one job spends on each.</summary>
    internal void Buy(double level, double[] use, double[] shares)
    {
        var edge = EdgeAt(level);
        var upper = Math.Clamp((level - corners[edge]) / (corners[edge + 1] - corners[edge]), 0, 1);
        Take(supplies[edge + 1], upper);
        if (edge > 0)
            Take(supplies[edge], 1 - upper);

        void Take(int supply, double time)
        {
            shares[supply] += time;
            use[supply] += time * kind.Jobs * kind.Devices;
        }
    }
}
