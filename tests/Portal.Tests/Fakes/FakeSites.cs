using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Portal.Api;

namespace ComputeNet.Portal.Tests.Fakes;

/// <summary>What is known of a site beside its summary, as the test says it.</summary>
internal sealed class FakeSites : ISites
{
    public FakeWatch<SiteTrust> Trust { get; } = new();
    public FakeWatch<SiteTelemetryView> Telemetry { get; } = new();
    public FakeWatch<SiteOffersView> Offers { get; } = new();
    public FakeWatch<SiteOrdersView> Orders { get; } = new();
    public FakeWatch<SiteSensing> Sensing { get; } = new();
    public FakeWatch<SiteElsewhere> Elsewhere { get; } = new();

    public IAsyncEnumerable<Live<SiteTrust>> WatchTrustAsync(SiteId site, CancellationToken ct) => Trust.WatchAsync(ct);
    public IAsyncEnumerable<Live<SiteTelemetryView>> WatchTelemetryAsync(SiteId site, CancellationToken ct) => Telemetry.WatchAsync(ct);
    public IAsyncEnumerable<Live<SiteOffersView>> WatchOffersAsync(SiteId site, CancellationToken ct) => Offers.WatchAsync(ct);
    public IAsyncEnumerable<Live<SiteOrdersView>> WatchOrdersAsync(SiteId site, CancellationToken ct) => Orders.WatchAsync(ct);
    public IAsyncEnumerable<Live<SiteSensing>> WatchSensingAsync(SiteId site, CancellationToken ct) => Sensing.WatchAsync(ct);
    public IAsyncEnumerable<Live<SiteElsewhere>> WatchElsewhereAsync(SiteId site, CancellationToken ct) => Elsewhere.WatchAsync(ct);
}
