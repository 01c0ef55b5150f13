using System.Globalization;
using System.Text;

namespace ComputeNet.Portal.Features.Sites.Telemetry;

/// <summary>A reading in a chart's box of 1 by 1, y downward; <paramref name="Value"/> in the chart's unit.</summary>
public sealed record TimePoint(DateTimeOffset At, double X, double Y, double Value);

/// <summary>
/// One line of a chart with the name that stands at its end; null for the mean of many devices, which needs none. Where readings are missing the way between two of
/// them is <see cref="Dashed"/>, and so is what lies between the last one and now once it is stale.
/// </summary>
public sealed record TimeLine(string? Name, IReadOnlyList<TimePoint> Points, string Kind = "device")
{
    /// <summary>Readings further apart than this have missed one between them.</summary>
    private static readonly TimeSpan Gap = TimeSpan.FromMinutes(12);

    /// <summary>The readings that follow one another, as an SVG path in a box of this size.</summary>
    public string Solid(Func<TimePoint, (double X, double Y)> place) => Path(place, (a, b) => b.At - a.At <= Gap);

    /// <summary>The ways over what is missing.</summary>
    public string Dashed(Func<TimePoint, (double X, double Y)> place, bool isStale)
    {
        var path = Path(place, (a, b) => b.At - a.At > Gap);
        return isStale && Points.Count > 0 ? path + Step('M', place(Points[^1])) + Step('L', place(Points[^1] with { X = 1 })) : path;
    }

    private string Path(Func<TimePoint, (double X, double Y)> place, Func<TimePoint, TimePoint, bool> takes)
    {
        var path = new StringBuilder();
        for (var i = 1; i < Points.Count; i++)
        {
            if (!takes(Points[i - 1], Points[i]))
                continue;
            if (i == 1 || !takes(Points[i - 2], Points[i - 1]))
                path.Append(Step('M', place(Points[i - 1])));
            path.Append(Step('L', place(Points[i])));
        }
        return path.ToString();
    }

    private static string Step(char kind, (double X, double Y) to) => string.Create(CultureInfo.InvariantCulture, $"{kind}{to.X:0.##} {to.Y:0.##}");
}

/// <summary>Between the least and the most of many devices.</summary>
public sealed record TimeBand(IReadOnlyList<(double X, double Top, double Bottom)> Edges);

/// <summary>
/// A picture with one message, which is its title: the key of the sentence and what fills it. <paramref name="Top"/> is the end of the axis in <paramref name="Unit"/>,
/// which begins at zero.
/// </summary>
public sealed record TimeChart(string Id, string TitleKey, IReadOnlyList<object> Title, string Unit, double Top, IReadOnlyList<TimeLine> Lines, TimeBand? Band = null);
