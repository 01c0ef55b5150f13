using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Portal.Api;

/// <summary>What is known of one site beside its summary; each is told now, after every change and with a beat, until cancelled.</summary>
public interface ISites
{
    /// <summary>How far it keeps what it promises.</summary>
    IAsyncEnumerable<Live<SiteTrust>> WatchTrustAsync(SiteId site, CancellationToken ct);

    /// <summary>What its instruments read, and have read in the last day.</summary>
    IAsyncEnumerable<Live<SiteTelemetryView>> WatchTelemetryAsync(SiteId site, CancellationToken ct);

    /// <summary>On what terms its pools stand.</summary>
    IAsyncEnumerable<Live<SiteOffersView>> WatchOffersAsync(SiteId site, CancellationToken ct);

    /// <summary>What should run there, and what was seen of it.</summary>
    IAsyncEnumerable<Live<SiteOrdersView>> WatchOrdersAsync(SiteId site, CancellationToken ct);

    /// <summary>What a round would plan on there.</summary>
    IAsyncEnumerable<Live<SiteSensing>> WatchSensingAsync(SiteId site, CancellationToken ct);

    /// <summary>Why work went elsewhere in the last day, and what would have won it.</summary>
    IAsyncEnumerable<Live<SiteElsewhere>> WatchElsewhereAsync(SiteId site, CancellationToken ct);
}

internal sealed class SitesApi(LiveQuery live) : ISites
{
    /// <summary>A site tells its telemetry about twice a minute; what it sees of jobs is told as changes of workloads, too many to read each time.</summary>
    private static readonly TimeSpan Instruments = TimeSpan.FromSeconds(15);

    /// <summary>What ages by itself: an offer that ends, a score that moves with time.</summary>
    private static readonly TimeSpan Ageing = TimeSpan.FromMinutes(1);

    public IAsyncEnumerable<Live<SiteTrust>> WatchTrustAsync(SiteId site, CancellationToken ct) =>
        live.WatchAsync((client, token) => client.GetSiteTrustAsync(site, token), change => IsOf(site, change) || change.Noun == "policy", ct, Ageing);

    public IAsyncEnumerable<Live<SiteTelemetryView>> WatchTelemetryAsync(SiteId site, CancellationToken ct) =>
        live.WatchAsync((client, token) => client.GetSiteTelemetryAsync(site, token), _ => false, ct, Instruments);

    public IAsyncEnumerable<Live<SiteOffersView>> WatchOffersAsync(SiteId site, CancellationToken ct) =>
        live.WatchAsync((client, token) => client.GetSiteOffersAsync(site, token), change => IsOf(site, change), ct, Ageing);

    public IAsyncEnumerable<Live<SiteOrdersView>> WatchOrdersAsync(SiteId site, CancellationToken ct) =>
        live.WatchAsync((client, token) => client.GetSiteOrdersAsync(site, token), change => IsOf(site, change), ct, Instruments);

    public IAsyncEnumerable<Live<SiteSensing>> WatchSensingAsync(SiteId site, CancellationToken ct) =>
        live.WatchAsync((client, token) => client.GetSiteSensingAsync(site, token), change => IsOf(site, change), ct, Instruments);

    public IAsyncEnumerable<Live<SiteElsewhere>> WatchElsewhereAsync(SiteId site, CancellationToken ct) =>
        live.WatchAsync((client, token) => client.GetSiteElsewhereAsync(site, ct: token), _ => false, ct, Ageing);

    private static bool IsOf(SiteId site, Contracts.Change change) =>
        change.Noun == "site" && change.Id == site.Value || change.Noun == "pool" && change.Id.StartsWith(site.Value + ".", StringComparison.Ordinal);
}
