namespace ComputeNet.Portal.Features.Fleet.Map;

/// <summary>The two views of the map.</summary>
public enum MapView { World, China }

/// <summary>A point of the drawing: x to the right and y down, in units of a thousandth of the drawing's width.</summary>
public readonly record struct MapPoint(double X, double Y)
{
    public double DistanceTo(MapPoint other) => Math.Sqrt((X - other.X) * (X - other.X) + (Y - other.Y) * (Y - other.Y));
}

/// <summary>
/// Degrees to drawing, by the same formulas and frames as <c>coastlines.mjs</c>, which drew the land (the check points in its files are tested
/// against this). World: Natural Earth (Patterson 2008) around 11° E. China: Albers equal-area conic, parallels 25° and 47° N, around 105° E.
/// </summary>
public static class MapProjection
{
    public const double Width = 1000;

    private readonly record struct Frame(double Left, double Right, double Top, double Bottom)
    {
        public double Unit => Width / (Right - Left);
    }

    private static readonly Frame World = new(-2.62, 2.72, 1.31, -0.98);
    private static readonly Frame China = new(-0.46, 0.42, 0.33, -0.35);

    public static double Height(MapView view) => Math.Round((FrameOf(view).Top - FrameOf(view).Bottom) * FrameOf(view).Unit);

    public static MapPoint Place(MapView view, double latitude, double longitude)
    {
        var frame = FrameOf(view);
        var (x, y) = view == MapView.World ? NaturalEarth(longitude, latitude) : Albers(longitude, latitude);
        return new((x - frame.Left) * frame.Unit, (frame.Top - y) * frame.Unit);
    }

    private static Frame FrameOf(MapView view) => view == MapView.World ? World : China;

    private static (double X, double Y) NaturalEarth(double longitude, double latitude)
    {
        var turned = Math.IEEERemainder(longitude - 11, 360);
        var p = Radians(latitude);
        var p2 = p * p;
        var p4 = p2 * p2;
        return (
            Radians(turned) * (0.8707 - 0.131979 * p2 + p4 * (-0.013791 + p4 * (0.003971 * p2 - 0.001529 * p4))),
            p * (1.007226 + p2 * (0.015085 + p4 * (-0.044475 + 0.028874 * p2 - 0.005916 * p4))));
    }

    private static (double X, double Y) Albers(double longitude, double latitude)
    {
        double first = Radians(25), second = Radians(47);
        var n = (Math.Sin(first) + Math.Sin(second)) / 2;
        var c = Math.Cos(first) * Math.Cos(first) + 2 * n * Math.Sin(first);
        double Rho(double parallel) => Math.Sqrt(c - 2 * n * Math.Sin(parallel)) / n;
        var angle = n * Radians(longitude - 105);
        var rho = Rho(Radians(latitude));
        return (rho * Math.Sin(angle), Rho(Radians(36)) - rho * Math.Cos(angle));
    }

    private static double Radians(double degrees) => degrees * Math.PI / 180;
}
