using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.World;
using ComputeNet.Portal.Api;

namespace ComputeNet.Portal.Tests.Fakes;

/// <summary>A fleet that is what the test says.</summary>
internal sealed class FakeFleet : IFleet
{
    public FakeWatch<IReadOnlyList<SiteSummary>> Sites { get; } = new();
    public FakeWatch<SiteView> Site { get; } = new();
    public IReadOnlyList<PlaceView> Places { get; set; } = [];
    public IReadOnlyList<LatencyView> Latencies { get; set; } = [];
    public IReadOnlyList<AcceleratorView> Accelerators { get; set; } = [];

    public IAsyncEnumerable<Live<IReadOnlyList<SiteSummary>>> WatchAsync(CancellationToken ct) => Sites.WatchAsync(ct);

    public IAsyncEnumerable<Live<SiteView>> WatchAsync(SiteId site, CancellationToken ct) => Site.WatchAsync(ct);

    public Task<Outcome<IReadOnlyList<PlaceView>>> ListPlacesAsync(CancellationToken ct) => Task.FromResult(new Outcome<IReadOnlyList<PlaceView>>(Places, null));
    public Task<Outcome<IReadOnlyList<LatencyView>>> ListLatenciesAsync(PlaceId from, CancellationToken ct) => Task.FromResult(new Outcome<IReadOnlyList<LatencyView>>(Latencies, null));
    public Task<Outcome<IReadOnlyList<AcceleratorView>>> ListAcceleratorsAsync(CancellationToken ct) => Task.FromResult(new Outcome<IReadOnlyList<AcceleratorView>>(Accelerators, null));
}
