using System.Globalization;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.World;
using ComputeNet.Portal.Api;
using ComputeNet.Portal.Features.Fleet.Map;
using ComputeNet.Portal.Shared;

namespace ComputeNet.Portal.Features.Fleet;

/// <summary>The fleet as one selection in two views: a map of discs and a table of rows, both of the sites that pass the filters.</summary>
public sealed class FleetViewModel(IFleet fleet) : ViewModel
{
    private Dictionary<SiteId, Figure> latencies = [];
    private PlaceId? latenciesFrom;
    private CancellationToken running;
    private double pixelsWide = 640;

    public Live<IReadOnlyList<SiteSummary>> State { get; private set; } = Live<IReadOnlyList<SiteSummary>>.Loading;
    public FleetQuery Query { get; private set; } = new();
    public IReadOnlyList<FleetRow> Rows { get; private set; } = [];
    public IReadOnlyList<MapMark> Marks { get; private set; } = [];

    /// <summary>The points to measure latency from; the ones at home come first.</summary>
    public IReadOnlyList<PlaceView> Places { get; private set; } = [];

    /// <summary>Where latency is counted from: what the address says, or one of the great cities, or whatever there is.</summary>
    public PlaceId? From => Query.From ?? (Places.FirstOrDefault(p => p.Id.Value == "beijing") ?? Places.FirstOrDefault())?.Id;
    public FleetTotals Totals { get; private set; } = FleetTotals.Of([]);
    public FleetRow? Selected { get; private set; }

    /// <summary>The sites that somebody should look at, the worst first.</summary>
    public IReadOnlyList<FleetRow> Attention { get; private set; } = [];

    /// <summary>Why there is no latency layer, if it was asked for.</summary>
    public Trouble? LatencyTrouble { get; private set; }

    public IEnumerable<string> Architectures => (State.Value ?? []).SelectMany(s => s.Architectures).Select(a => a.Value).Distinct().Order(StringComparer.Ordinal);
    public double UnitsPerPixel => Query.Window.Width / pixelsWide;
    private bool HasLatencies => latenciesFrom is not null && latenciesFrom == From;

    public override async Task RunAsync(CancellationToken ct)
    {
        running = ct;
        var places = await fleet.ListPlacesAsync(ct);
        var chinese = CultureInfo.CurrentUICulture.Name == PortalLanguages.Chinese;
        Places = [.. (places.Value ?? []).OrderBy(p => p.Country != "CN").ThenBy(p => chinese ? p.NameZh : p.NameEn, StringComparer.CurrentCulture)];
        LatencyTrouble = places.Trouble;
        await LoadLatenciesAsync();
        await FollowAsync(fleet.WatchAsync(ct), Take, ct);
    }

    /// <summary>The address has changed.</summary>
    public async Task ShowAsync(FleetQuery query)
    {
        Query = query;
        Arrange();
        if (running.CanBeCanceled)
            await LoadLatenciesAsync();
    }

    /// <summary>The map has this many pixels now; discs keep their size on screen.</summary>
    public void Resize(double pixels)
    {
        if (Math.Abs(pixels - pixelsWide) < 8 || pixels < 1)
            return;
        pixelsWide = pixels;
        Arrange();
        Redraw();
    }

    /// <summary>A disc was pressed: a site is selected or let go, a cluster is opened.</summary>
    public FleetQuery Press(MapMark mark) => mark.IsCluster
        ? Query with { Window = Query.Window.Around([.. mark.Sites.Select(s => MapProjection.Place(Query.Window.View, s.Latitude, s.Longitude))]) }
        : Select(mark.First.Id);

    public FleetQuery Select(SiteId site) => Query with { Site = Query.Site == site ? null : site };

    public FleetQuery LayerOf(MapLayer layer) => Query with { Layer = layer, From = layer == MapLayer.Latency ? From : Query.From };

    private async Task LoadLatenciesAsync()
    {
        if (Query.Layer != MapLayer.Latency || From is not { } from || from == latenciesFrom)
            return;
        var outcome = await fleet.ListLatenciesAsync(from, running);
        if (from != From)
            return;
        LatencyTrouble = outcome.Trouble;
        latencies = outcome.Value?.ToDictionary(l => l.Site, l => l.Milliseconds) ?? [];
        latenciesFrom = outcome.Value is null ? null : from;
        Arrange();
        Redraw();
    }

    private void Take(Live<IReadOnlyList<SiteSummary>> state)
    {
        State = state;
        Arrange();
    }

    private void Arrange()
    {
        var chinese = CultureInfo.CurrentUICulture.Name == PortalLanguages.Chinese;
        var all = State.Value ?? [];
        var rows = all.Where(Passes).Select(s => new FleetRow(s, Latency(s.Id))).ToList();
        Rows = Sort(rows, chinese);
        Totals = FleetTotals.Of([.. rows.Select(r => r.Site)]);
        Selected = Query.Site is { } chosen && all.FirstOrDefault(s => s.Id == chosen) is { } site ? new(site, Latency(site.Id)) : null;
        Attention = [.. rows.Where(r => MapMarks.Severity(r.Site.State) > 0).OrderByDescending(r => MapMarks.Severity(r.Site.State)).ThenBy(r => r.Site.LastSightingAt)];
        Marks = MapMarks.Lay(rows.Select(r => r.Site), Query.Window, pixelsWide, Query.Layer, id => Latency(id)?.Value, Query.Site);
    }

    private Figure? Latency(SiteId site) => HasLatencies ? latencies.GetValueOrDefault(site) : null;

    private List<FleetRow> Sort(List<FleetRow> rows, bool chinese)
    {
        var byName = Comparer<IComparable?>.Create((a, b) => a is string x && b is string y ? string.Compare(x, y, CultureInfo.CurrentCulture, CompareOptions.IgnoreCase) : Comparer<IComparable?>.Default.Compare(a, b));
        var known = rows.OrderBy(r => r.Key(Query.Sort, chinese) is null);
        var sorted = Query.Descending ? known.ThenByDescending(r => r.Key(Query.Sort, chinese), byName) : known.ThenBy(r => r.Key(Query.Sort, chinese), byName);
        return [.. sorted.ThenBy(r => r.Site.Id.Value, StringComparer.Ordinal)];
    }

    private bool Passes(SiteSummary site) =>
        (Query.State is not { } state || site.State == state)
        && (Query.Kind is not { } kind || site.Kind == kind)
        && (Query.Architecture is not { } architecture || site.Architectures.Any(a => a.Value == architecture))
        && Query.Search.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word =>
            $"{site.NameZh} {site.NameEn} {site.Id} {site.Operator} {site.Region} {site.Country}".Contains(word, StringComparison.OrdinalIgnoreCase));
}
