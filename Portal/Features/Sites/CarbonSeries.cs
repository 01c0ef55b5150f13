using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Portal.Features.Sites;

/// <summary>One hour of the chart; x and y in a box of 1 by 1, y downward and starting from zero grams, so that heights compare.</summary>
public sealed record CarbonHour(DateTimeOffset At, double Grams, double X, double Y);

/// <summary>The carbon intensity hour by hour as a chart: a message (lowest, now), the axis's top, and the hours laid out.</summary>
public sealed record CarbonSeries(IReadOnlyList<CarbonHour> Hours, double Top, Provenance Provenance)
{
    /// <summary>The source has one figure for every hour: there is nothing to draw.</summary>
    public bool IsFlat => Lowest.Grams == Highest.Grams;

    public CarbonHour Now => Hours[0];
    public CarbonHour Lowest => Hours.MinBy(h => h.Grams)!;
    public CarbonHour Highest => Hours.MaxBy(h => h.Grams)!;

    public static CarbonSeries? Of(SiteView site)
    {
        var grams = site.CarbonGramsPerKilowattHour;
        if (grams.Count == 0)
            return null;
        var top = NiceTop(grams.Max());
        return new([.. grams.Select((g, i) => new CarbonHour(site.CarbonFrom.AddHours(i), g, (i + 0.5) / grams.Count, 1 - g / top))], top, site.CarbonProvenance);
    }

    /// <summary>The next of 1, 2, 2.5, 5 × a power of ten, so that the axis has a round end.</summary>
    private static double NiceTop(double most)
    {
        if (most <= 0)
            return 1;
        var power = Math.Pow(10, Math.Floor(Math.Log10(most)));
        return new[] { 1, 2, 2.5, 5, 10 }.First(step => step * power >= most) * power;
    }
}
