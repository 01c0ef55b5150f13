using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Portal.Shared;

namespace ComputeNet.Portal.Features.Fleet.Map;

/// <summary>Lays the sites out as discs for a window and a width in pixels: sizes them, gathers the ones that would hide each other, fans out what cannot be zoomed apart.</summary>
public static class MapMarks
{
    private const double SmallestPixels = 4.5;

    /// <summary>A cluster has room for its count.</summary>
    private const double ClusterPixels = 10;

    /// <summary>Closer than this, two discs are one target for a finger.</summary>
    private const double NearPixels = 22;

    /// <summary>How much a state asks to be looked at; 0 asks for nothing.</summary>
    public static int Severity(SiteState state) => state switch
    {
        SiteState.Lost => 4,
        SiteState.Stale => 3,
        SiteState.Suspended => 2,
        SiteState.Draining => 1,
        _ => 0,
    };

    public static IReadOnlyList<MapMark> Lay(
        IEnumerable<SiteSummary> sites, MapWindow window, double pixelsWide, MapLayer layer, Func<SiteId, double?> latency, SiteId? alone)
    {
        var unitsPerPixel = window.Width / Math.Max(pixelsWide, 100);
        var placed = sites.Select(site => new Spot(site, MapProjection.Place(window.View, site.Latitude, site.Longitude)))
            .Where(spot => window.Contains(spot.At))
            .OrderByDescending(spot => spot.Site.Devices ?? 0).ThenBy(spot => spot.Site.Id.Value, StringComparer.Ordinal)
            .ToList();
        var scale = new Scale(layer, latency, Math.Clamp(pixelsWide / 34, 12, 20));
        var groups = Gather(placed.Select(spot => new List<Spot> { spot }), alone, (_, _) => NearPixels * unitsPerPixel);
        scale = scale with { Most = groups.Select(Devices).Append(1).Max() ?? 1 };
        groups = Gather(groups, alone, (a, b) => Math.Max(NearPixels, 0.85 * (scale.Radius(Devices(a)) + scale.Radius(Devices(b)))) * unitsPerPixel);
        // What is drawn last lies on top: the small on the large, and the selected one on all.
        return [.. groups.OrderBy(g => g[0].Site.Id == alone).ThenByDescending(g => Devices(g) ?? 0).SelectMany(group => window.IsClosest ? Fan(group, unitsPerPixel, scale) : [Mark(group, scale)])];
    }

    private readonly record struct Spot(SiteSummary Site, MapPoint At);

    /// <summary>The largest group has the largest disc, and areas are in proportion to it.</summary>
    private sealed record Scale(MapLayer Layer, Func<SiteId, double?> Latency, double Largest, int Most = 1)
    {
        public double Radius(int? devices) => Math.Max(SmallestPixels, Largest * Math.Sqrt((devices ?? 0) / (double)Most));
    }

    private static int? Devices(List<Spot> group) => group.Exists(s => s.Site.Devices is not null) ? group.Sum(s => s.Site.Devices ?? 0) : null;

    private static MapPoint Middle(List<Spot> group) => new(group.Average(s => s.At.X), group.Average(s => s.At.Y));

    /// <summary>Joins the nearest two groups that come nearer than they may, until none do. The site that is selected stays alone.</summary>
    private static List<List<Spot>> Gather(IEnumerable<List<Spot>> start, SiteId? alone, Func<List<Spot>, List<Spot>, double> reach)
    {
        var groups = start.ToList();
        while (true)
        {
            var (first, second, least) = (-1, -1, 1.0);
            for (var i = 0; i < groups.Count; i++)
                for (var j = i + 1; j < groups.Count; j++)
                    if (groups[i][0].Site.Id != alone && groups[j][0].Site.Id != alone
                        && Middle(groups[i]).DistanceTo(Middle(groups[j])) / reach(groups[i], groups[j]) is var closeness && closeness < least)
                        (first, second, least) = (i, j, closeness);
            if (first < 0)
                return groups;
            groups[first] = [.. groups[first], .. groups[second]];
            groups.RemoveAt(second);
        }
    }

    private static MapMark Mark(List<Spot> group, Scale scale)
    {
        var sites = group.ConvertAll(spot => spot.Site);
        var devices = Devices(group);
        var radius = scale.Radius(devices);
        return new(
            Middle(group),
            sites.Count > 1 ? Math.Max(radius, ClusterPixels) : radius,
            sites,
            MapLayers.Fill(scale.Layer, Mean(sites, scale)),
            StateLook.Of(Worst(sites)),
            devices is > 0 ? Math.Clamp(sites.Sum(s => s.LeasedDevices) / (double)devices.Value, 0, 1) : 0);
    }

    /// <summary>A cluster wears its worst state; where all is well, it is online as soon as one of its sites is.</summary>
    private static SiteState Worst(List<SiteSummary> sites) =>
        sites.Select(s => s.State).OrderByDescending(Severity).ThenBy(state => state == SiteState.Online ? 0 : 1).First();

    private static double? Mean(List<SiteSummary> sites, Scale scale)
    {
        var values = sites.Select(s => MapLayers.Value(scale.Layer, s, scale.Latency(s.Id))).OfType<double>().ToList();
        return values.Count == 0 ? null : values.Average();
    }

    /// <summary>Sites in one spot that no zoom can part stand on a circle around it.</summary>
    private static IEnumerable<MapMark> Fan(List<Spot> group, double unitsPerPixel, Scale scale)
    {
        if (group.Count == 1)
            return [Mark(group, scale)];
        var middle = Middle(group);
        var circle = Math.Max(34, group.Count * 2 * scale.Largest / Math.PI) * unitsPerPixel;
        return group.Select((spot, i) =>
        {
            var angle = 2 * Math.PI * i / group.Count - Math.PI / 2;
            return Mark([spot with { At = new(middle.X + circle * Math.Cos(angle), middle.Y + circle * Math.Sin(angle)) }], scale);
        });
    }
}
