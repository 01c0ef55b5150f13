using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Portal.Features.Fleet.Map;
using Microsoft.AspNetCore.WebUtilities;

namespace ComputeNet.Portal.Features.Fleet;

public enum FleetSort { Name, State, Devices, Use, Price, Carbon, Latency }

/// <summary>Everything that the fleet page shows follows from its address: filters, sorting, layer, view, zoom and selection. What is the default is left out.</summary>
public sealed record FleetQuery
{
    public string Search { get; init; } = "";
    public SiteState? State { get; init; }
    public SiteKind? Kind { get; init; }
    public string? Architecture { get; init; }
    public FleetSort Sort { get; init; } = FleetSort.Name;
    public bool Descending { get; init; }
    public MapLayer Layer { get; init; } = MapLayer.Capacity;
    public PlaceId? From { get; init; }
    public MapWindow Window { get; init; } = MapWindow.Whole(MapView.World);
    public SiteId? Site { get; init; }

    public static FleetQuery Parse(string queryString)
    {
        var values = QueryHelpers.ParseQuery(queryString);
        string? Text(string key) => values.TryGetValue(key, out var all) ? all.ToString() : null;
        T? Word<T>(string key) where T : struct, Enum => Enum.TryParse<T>(Text(key), ignoreCase: true, out var word) && Enum.IsDefined(word) ? word : null;
        TId? Id<TId>(string key) where TId : struct, ITextId<TId> => TId.TryParse(Text(key), null, out var id) ? id : null;
        return new()
        {
            Search = Text("q") ?? "",
            State = Word<SiteState>("state"),
            Kind = Word<SiteKind>("kind"),
            Architecture = Text("arch") is { Length: > 0 } architecture ? architecture : null,
            Sort = Word<FleetSort>("sort") ?? FleetSort.Name,
            Descending = Text("order") == "desc",
            Layer = Word<MapLayer>("layer") ?? MapLayer.Capacity,
            From = Id<PlaceId>("from"),
            Window = MapWindow.Parse(Word<MapView>("view") ?? MapView.World, Text("at")),
            Site = Id<SiteId>("site"),
        };
    }

    public string ToQueryString()
    {
        List<(string Key, string? Value)> parts =
        [
            ("q", Search.Length > 0 ? Search : null),
            ("state", Lower(State)),
            ("kind", Lower(Kind)),
            ("arch", Architecture),
            ("sort", Sort == FleetSort.Name ? null : Lower<FleetSort>(Sort)),
            ("order", Descending ? "desc" : null),
            ("layer", Layer == MapLayer.Capacity ? null : Lower<MapLayer>(Layer)),
            ("from", From?.Value),
            ("view", Window.View == MapView.World ? null : "china"),
            ("at", Window.ToText()),
            ("site", Site?.Value),
        ];
        return QueryHelpers.AddQueryString("", parts.Where(p => p.Value is not null).Select(p => KeyValuePair.Create(p.Key, p.Value)));
    }

    /// <summary>A column's header was pressed: first upward (names) or downward (numbers), then the other way.</summary>
    public FleetQuery SortedBy(FleetSort column) => this with
    {
        Sort = column,
        Descending = Sort == column ? !Descending : column is FleetSort.Devices or FleetSort.Use,
    };

    private static string? Lower<T>(T? word) where T : struct, Enum => word?.ToString().ToLowerInvariant();
}
