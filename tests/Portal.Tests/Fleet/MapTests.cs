using System.Globalization;
using System.Xml.Linq;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Portal.Features.Fleet.Map;

namespace ComputeNet.Portal.Tests.Fleet;

public class MapTests
{
    public static TheoryData<MapView, string> Drawings => new() { { MapView.World, "world.svg" }, { MapView.China, "china.svg" } };

    [Theory]
    [MemberData(nameof(Drawings))]
    public void a_site_stands_where_the_drawing_of_the_land_has_it(MapView view, string file)
    {
        var drawing = XDocument.Load(Path.Combine(Root(), "Portal", "wwwroot", "map", file)).Root!;
        var checks = drawing.Descendants().Single(e => e.Name.LocalName == "metadata").Value.Split(' ');
        drawing.Attribute("viewBox")!.Value.ShouldBe($"0 0 1000 {MapProjection.Height(view)}");
        checks.Length.ShouldBe(4);
        foreach (var check in checks)
        {
            var numbers = check.Split('=', ',').Select(n => double.Parse(n, CultureInfo.InvariantCulture)).ToArray();
            var at = MapProjection.Place(view, numbers[1], numbers[0]);
            at.X.ShouldBe(numbers[2], 0.01);
            at.Y.ShouldBe(numbers[3], 0.01);
        }
    }

    [Fact]
    public void both_drawings_together_are_light_enough_to_send() =>
        Directory.EnumerateFiles(Path.Combine(Root(), "Portal", "wwwroot", "map"), "*.svg").Sum(f => new FileInfo(f).Length).ShouldBeLessThan(250_000);

    [Fact]
    public void the_area_of_a_disc_is_in_proportion_to_its_devices()
    {
        var marks = Lay([SiteSample.Site("big", devices: 4000, longitude: 90), SiteSample.Site("small", devices: 1000, longitude: 110)]);
        var (big, small) = (marks.Single(m => m.First.Id.Value == "big"), marks.Single(m => m.First.Id.Value == "small"));
        (big.Radius * big.Radius / (small.Radius * small.Radius)).ShouldBe(4, 0.01);
    }

    [Fact]
    public void sites_that_would_hide_each_other_are_one_cluster_that_wears_its_worst_state()
    {
        var marks = Lay([SiteSample.Site("a"), SiteSample.Site("b", SiteState.Lost), SiteSample.Site("c", longitude: 90)]);
        marks.Count.ShouldBe(2);
        var cluster = marks.Single(m => m.IsCluster);
        cluster.Sites.Select(s => s.Id.Value).ShouldBe(["a", "b"], ignoreOrder: true);
        cluster.State.WordKey.ShouldBe("Site_Lost");
        cluster.Devices.ShouldBe(200);
    }

    [Fact]
    public void no_site_is_ever_missing_from_the_map()
    {
        var sites = Enumerable.Range(0, 150).Select(i => SiteSample.Site($"s-{i}", devices: i * 7 % 900, latitude: 22 + i * 13 % 25, longitude: 98 + i * 29 % 27)).ToList();
        Lay(sites).SelectMany(m => m.Sites).Select(s => s.Id).Order(Comparer<SiteId>.Create((a, b) => string.CompareOrdinal(a.Value, b.Value)))
            .ShouldBe(sites.Select(s => s.Id).Order(Comparer<SiteId>.Create((a, b) => string.CompareOrdinal(a.Value, b.Value))));
    }

    [Fact]
    public void the_selected_site_stands_alone() =>
        Lay([SiteSample.Site("a"), SiteSample.Site("b"), SiteSample.Site("c")], alone: new SiteId("b"))
            .ShouldContain(m => !m.IsCluster && m.First.Id.Value == "b");

    [Fact]
    public void sites_in_one_spot_are_fanned_out_when_no_zoom_can_part_them()
    {
        var sites = new[] { SiteSample.Site("a"), SiteSample.Site("b"), SiteSample.Site("c") };
        var spot = MapProjection.Place(MapView.China, sites[0].Latitude, sites[0].Longitude);
        var marks = MapMarks.Lay(sites, new(MapView.China, spot.X, spot.Y, MapWindow.Closest), 600, MapLayer.Capacity, _ => null, null);
        marks.Count.ShouldBe(3);
        marks.Select(m => m.At).Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public void opening_clusters_ends_at_the_closest_window()
    {
        var window = MapWindow.Whole(MapView.World);
        for (var i = 0; i < 20 && !window.IsClosest; i++)
            window = window.Around([new(700, 100), new(700, 100)]);
        window.IsClosest.ShouldBeTrue();
        window.Wider().Width.ShouldBeGreaterThan(window.Width);
    }

    [Fact]
    public void arrow_keys_go_to_the_next_disc_on_that_side()
    {
        var marks = Lay([SiteSample.Site("west", longitude: 85), SiteSample.Site("middle", longitude: 104), SiteSample.Site("east", longitude: 121)]);
        int At(string id) => marks.ToList().FindIndex(m => m.First.Id.Value == id);
        MapSteps.Next(marks, At("west"), "ArrowRight").ShouldBe(At("middle"));
        MapSteps.Next(marks, At("middle"), "ArrowRight").ShouldBe(At("east"));
        MapSteps.Next(marks, At("east"), "ArrowRight").ShouldBeNull();
        MapSteps.Next(marks, At("east"), "x").ShouldBeNull();
    }

    [Fact]
    public void an_unknown_figure_has_no_colour_of_the_scale()
    {
        MapLayers.Fill(MapLayer.Price, null).ShouldBe("var(--cn-surface)");
        MapLayers.Fill(MapLayer.Price, 4.9).ShouldBe("var(--cn-price-0)");
        MapLayers.Fill(MapLayer.Price, 5).ShouldBe("var(--cn-price-1)");
        MapLayers.Fill(MapLayer.Carbon, 9000).ShouldBe("var(--cn-carbon-4)");
    }

    private static IReadOnlyList<MapMark> Lay(IReadOnlyList<SiteSummary> sites, SiteId? alone = null) =>
        MapMarks.Lay(sites, MapWindow.Whole(MapView.China), 600, MapLayer.Capacity, _ => null, alone);

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "ComputeNet.slnx")))
            folder = folder.Parent;
        return folder.FullName;
    }
}
