using ComputeNet.Contracts.Plans;

namespace ComputeNet.Portal.Features.Plans;

/// <summary>A candidate in the scatter; x and y run from 0 to 1 along the axes, the radius is in pixels and its square follows the carbon.</summary>
public sealed record FrontierPoint(Candidate Candidate, double X, double Y, double Radius, bool IsUnbeaten, bool IsChosen);

/// <summary>
/// Price against latency with carbon as area. Only candidates whose price and latency are known can be drawn, the cheapest by joint cost;
/// the rest are counted, so that the picture does not pretend to be whole.
/// </summary>
public sealed record Frontier(IReadOnlyList<FrontierPoint> Points, decimal PriceTop, double LatencyTop, int NotDrawn)
{
    private const double SmallestRadius = 4;
    private const double LargestRadius = 16;

    /// <summary>The dear tail of a large network would press everything worth choosing into one corner.</summary>
    private const int MostPoints = 40;

    /// <summary>One point says nothing that the table does not say better.</summary>
    public bool IsWorthDrawing => Points.Count >= 2;

    public static Frontier From(WhyHere why)
    {
        var all = why.Allowed.Select(r => r.Candidate).ToList();
        var chosen = why.Allowed.FirstOrDefault(r => r.IsChosen)?.Candidate;
        var drawable = all.Where(c => c.Figures is { PriceYuan: not null, LatencyMilliseconds: not null }).Take(MostPoints).ToList();
        if (drawable.Count == 0)
            return new([], 0, 0, all.Count);
        var priceTop = (decimal)RoundUp((double)drawable.Max(c => c.Figures!.PriceYuan!.Value));
        var latencyTop = RoundUp(drawable.Max(c => c.Figures!.LatencyMilliseconds!.Value));
        var carbonTop = drawable.Max(c => c.Figures!.CarbonGrams ?? 0);
        var points = drawable.Select(c => new FrontierPoint(
            c,
            c.Figures!.LatencyMilliseconds!.Value / latencyTop,
            (double)(c.Figures.PriceYuan!.Value / priceTop),
            Radius(c.Figures.CarbonGrams ?? 0, carbonTop),
            !drawable.Exists(other => Beats(other.Figures!, c.Figures)),
            ReferenceEquals(c, chosen)));
        return new([.. points.OrderByDescending(p => p.Radius)], priceTop, latencyTop, all.Count - drawable.Count);
    }

    /// <summary>As good in all three figures and better in one; an unknown carbon neither wins nor loses.</summary>
    private static bool Beats(CandidateFigures one, CandidateFigures other)
    {
        var carbon = one.CarbonGrams is { } mine && other.CarbonGrams is { } theirs ? mine.CompareTo(theirs) : 0;
        var price = one.PriceYuan!.Value.CompareTo(other.PriceYuan!.Value);
        var latency = one.LatencyMilliseconds!.Value.CompareTo(other.LatencyMilliseconds!.Value);
        return price <= 0 && latency <= 0 && carbon <= 0 && (price < 0 || latency < 0 || carbon < 0);
    }

    private static double Radius(double grams, double top) =>
        top <= 0 ? SmallestRadius : Math.Max(SmallestRadius, LargestRadius * Math.Sqrt(grams / top));

    /// <summary>The next number with quarters that are round too, so that ticks read well; an axis of zeros ends at 1.</summary>
    public static double RoundUp(double value)
    {
        if (value <= 0)
            return 1;
        var unit = Math.Pow(10, Math.Floor(Math.Log10(value)));
        double[] steps = [1, 1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8, 10];
        return steps.First(s => s * unit >= value * (1 - 1e-9)) * unit;
    }
}
