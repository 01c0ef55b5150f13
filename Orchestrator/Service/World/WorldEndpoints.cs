using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.World;
using ComputeNet.Service.Http;
using ComputeNet.World.Catalogue;

namespace ComputeNet.Service.World;

/// <summary>What the catalogue says, for pickers and for the map's latency layer.</summary>
public static class WorldEndpoints
{
    public static RouteGroupBuilder MapWorld(this RouteGroupBuilder api)
    {
        api.MapGet("/places", Places).RequireAuthorization(Access.AnyPerson);
        api.MapGet("/places/{id}/latency", Latencies).RequireAuthorization(Access.AnyPerson);
        api.MapGet("/accelerators", Accelerators).RequireAuthorization(Access.AnyPerson);
        return api;
    }

    private static IReadOnlyList<PlaceView> Places(WorldCatalogue world) =>
        [.. world.Places.Values.OrderBy(p => p.Id.Value, StringComparer.Ordinal).Select(p => new PlaceView(p.Id, p.NameZh, p.NameEn, p.Country, p.Location.Latitude, p.Location.Longitude))];

    private static IReadOnlyList<LatencyView> Latencies(PlaceId id, WorldCatalogue world) => world.Places.ContainsKey(id)
        ? [.. world.Sites.Keys.Order(Comparer<SiteId>.Create((a, b) => string.CompareOrdinal(a.Value, b.Value)))
            .Select(s => (Site: s, Figure: world.Latency(id, s)))
            .Where(l => l.Figure is not null)
            .Select(l => new LatencyView(l.Site, l.Figure!))]
        : throw new RefusedException(Refusal.Because("place-unknown", ("place", id)));

    private static IReadOnlyList<AcceleratorView> Accelerators(WorldCatalogue world) =>
        [.. world.Accelerators.Values.OrderBy(a => a.Id.Value, StringComparer.Ordinal)
            .Select(a => new AcceleratorView(a.Id, a.Name, a.Architecture, a.MemoryMebibytes, a.Watts, a.Fp16Teraflops))];
}
