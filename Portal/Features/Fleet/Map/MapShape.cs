using System.Globalization;
using ComputeNet.Contracts.Sites;

namespace ComputeNet.Portal.Features.Fleet.Map;

/// <summary>SVG paths around the origin: the tier of a site is the shape of its disc, all of equal area.</summary>
public static class MapShape
{
    public static string Outline(SiteKind kind, double radius) => kind switch
    {
        SiteKind.Supercomputing => Polygon(6, radius * 1.1),
        SiteKind.Cloud => Polygon(4, radius * 1.25, Math.PI / 4),
        SiteKind.Local => Polygon(3, radius * 1.55),
        _ => Circle(radius),
    };

    public static string Circle(double radius)
    {
        var r = Text(radius);
        return $"M0-{r}A{r} {r} 0 1 1 0 {r}A{r} {r} 0 1 1 0-{r}z";
    }

    /// <summary>An arc clockwise from twelve o'clock, for a share between 0 and 1.</summary>
    public static string Arc(double radius, double share)
    {
        if (share >= 0.999)
            return Circle(radius);
        var angle = 2 * Math.PI * share;
        return $"M0-{Text(radius)}A{Text(radius)} {Text(radius)} 0 {(share > 0.5 ? 1 : 0)} 1 {Text(radius * Math.Sin(angle))} {Text(-radius * Math.Cos(angle))}";
    }

    private static string Polygon(int corners, double radius, double turn = 0) =>
        "M" + string.Join('L', Enumerable.Range(0, corners).Select(i =>
        {
            var angle = 2 * Math.PI * i / corners + turn;
            return $"{Text(radius * Math.Sin(angle))} {Text(-radius * Math.Cos(angle))}";
        })) + "z";

    /// <summary>For scales: a window may be a hundredth of the drawing.</summary>
    public static string Text4(double number) => number.ToString("0.####", CultureInfo.InvariantCulture);

    public static string Text(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
