using System.Globalization;

namespace ComputeNet.Portal.Features.Fleet.Map;

/// <summary>The part of the drawing that is on screen: its middle and its width, in drawing units. The height follows from the view.</summary>
public sealed record MapWindow(MapView View, double CentreX, double CentreY, double Width)
{
    /// <summary>The closest that the map goes: what still overlaps then is fanned out.</summary>
    public const double Closest = 40;

    public static MapWindow Whole(MapView view) => new(view, MapProjection.Width / 2, MapProjection.Height(view) / 2, MapProjection.Width);

    public double Height => Width * MapProjection.Height(View) / MapProjection.Width;
    public double Left => CentreX - Width / 2;
    public double Top => CentreY - Height / 2;
    public bool IsWhole => Width >= MapProjection.Width;
    public bool IsClosest => Width <= Closest * 1.01;

    /// <summary>SVG's viewBox.</summary>
    public string Box => string.Create(CultureInfo.InvariantCulture, $"{Left:0.##} {Top:0.##} {Width:0.##} {Height:0.##}");

    public bool Contains(MapPoint point) => point.X >= Left && point.X <= Left + Width && point.Y >= Top && point.Y <= Top + Height;

    public MapWindow Wider() => Width * 3 >= MapProjection.Width ? Whole(View) : this with { Width = Width * 3 };

    /// <summary>Near which edge a point lies, so that its label is written toward the middle: <c>left</c>, <c>right</c> or nothing.</summary>
    public string SideOf(MapPoint point) => ((point.X - Left) / Width) switch
    {
        < 0.2 => "left",
        > 0.8 => "right",
        _ => "",
    };

    /// <summary>The smallest window around these points with a margin, never closer than <see cref="Closest"/>.</summary>
    public MapWindow Around(IReadOnlyCollection<MapPoint> points)
    {
        double left = points.Min(p => p.X), right = points.Max(p => p.X), top = points.Min(p => p.Y), bottom = points.Max(p => p.Y);
        var needed = Math.Max(right - left, (bottom - top) * MapProjection.Width / MapProjection.Height(View)) * 1.5;
        return new(View, (left + right) / 2, (top + bottom) / 2, Math.Clamp(needed, Closest, Width * 0.6));
    }

    /// <summary>As it stands in the address: <c>x,y,width</c>; null for the whole.</summary>
    public string? ToText() => IsWhole ? null : string.Create(CultureInfo.InvariantCulture, $"{CentreX:0},{CentreY:0},{Width:0}");

    public static MapWindow Parse(MapView view, string? text)
    {
        var parts = (text ?? "").Split(',');
        return parts.Length == 3 && Number(parts[0]) is { } x && Number(parts[1]) is { } y && Number(parts[2]) is >= 10 and < MapProjection.Width and var width
            ? new(view, x, y, width)
            : Whole(view);
    }

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
}
