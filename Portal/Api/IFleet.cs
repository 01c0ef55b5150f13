using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.World;

namespace ComputeNet.Portal.Api;

/// <summary>The sites of the network, and the places and devices of its catalogue.</summary>
public interface IFleet
{
    /// <summary>All sites, now and after every change, until cancelled.</summary>
    IAsyncEnumerable<Live<IReadOnlyList<SiteSummary>>> WatchAsync(CancellationToken ct);

    /// <summary>One site whole, now and after every change, until cancelled.</summary>
    IAsyncEnumerable<Live<SiteView>> WatchAsync(SiteId site, CancellationToken ct);

    Task<Outcome<IReadOnlyList<PlaceView>>> ListPlacesAsync(CancellationToken ct);
    Task<Outcome<IReadOnlyList<LatencyView>>> ListLatenciesAsync(PlaceId from, CancellationToken ct);
    Task<Outcome<IReadOnlyList<AcceleratorView>>> ListAcceleratorsAsync(CancellationToken ct);
}

internal sealed class FleetApi(Door door, LiveQuery live) : IFleet
{
    public IAsyncEnumerable<Live<IReadOnlyList<SiteSummary>>> WatchAsync(CancellationToken ct) =>
        live.WatchAsync((client, token) => client.ListSitesAsync(token), change => change.Noun is "site" or "pool", ct);

    public IAsyncEnumerable<Live<SiteView>> WatchAsync(SiteId site, CancellationToken ct) =>
        live.WatchAsync(
            (client, token) => client.GetSiteAsync(site, token),
            change => change.Noun == "site" && change.Id == site.Value || change.Noun == "pool" && change.Id.StartsWith(site.Value + ".", StringComparison.Ordinal),
            ct);

    public Task<Outcome<IReadOnlyList<PlaceView>>> ListPlacesAsync(CancellationToken ct) => door.AskAsync(client => client.ListPlacesAsync(ct));

    public Task<Outcome<IReadOnlyList<LatencyView>>> ListLatenciesAsync(PlaceId from, CancellationToken ct) =>
        door.AskAsync(client => client.ListLatenciesAsync(from, ct));

    public Task<Outcome<IReadOnlyList<AcceleratorView>>> ListAcceleratorsAsync(CancellationToken ct) => door.AskAsync(client => client.ListAcceleratorsAsync(ct));
}
