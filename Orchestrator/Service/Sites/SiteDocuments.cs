using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Service.Sites;

/// <summary>The newest telemetry of a site, whole, by site id: a timestamped document and not an event, since nobody audits a temperature.</summary>
/// <param name="Id">The site.</param>
/// <param name="Telemetry">As the site sent it, with its own clock.</param>
/// <param name="ReceivedAt">The centre's clock; how old it is counts from here.</param>
public sealed record SiteTelemetryDocument(string Id, SiteTelemetry Telemetry, DateTimeOffset ReceivedAt)
{
    public SiteId Site => new(Id);
}

/// <summary>The offers of a site as they stand, whole, by site id.</summary>
/// <param name="Id">The site.</param>
/// <param name="Offers">All of them; none is an empty list.</param>
/// <param name="ReceivedAt">The centre's clock at the last change.</param>
public sealed record SiteOffersDocument(string Id, SiteOffers Offers, DateTimeOffset ReceivedAt)
{
    public SiteId Site => new(Id);
}

/// <summary>What a site's adapter said of itself with its last declaration, by site id.</summary>
/// <param name="Id">The site.</param>
/// <param name="Capabilities">Null: it has not said.</param>
/// <param name="ObservedAt">The site's clock; an older declaration that arrives later is a replay.</param>
/// <param name="ReceivedAt">The centre's clock.</param>
public sealed record SiteAdapterDocument(string Id, SiteCapabilities? Capabilities, DateTimeOffset ObservedAt, DateTimeOffset ReceivedAt);

/// <summary>Somebody reads the log of a running job: its site is asked for it until it answers or the wish is over.</summary>
/// <param name="Id">The job.</param>
/// <param name="Site">Where it runs.</param>
/// <param name="Until">Real time.</param>
public sealed record LogWish(string Id, string Site, DateTimeOffset Until);
