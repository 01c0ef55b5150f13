using System.Text.Json;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Client;

/// <summary>The site protocol, spoken outward only: declare what there is, ask what should run, tell what was seen.</summary>
public sealed class SiteAgentClient(ApiConnection connection)
{
    /// <summary>Which site a request speaks for, for handlers that carry the messages of many.</summary>
    public static readonly HttpRequestOptionsKey<SiteId?> SiteOption = new("computenet.site");

    /// <summary>Exchanges a one-time token; needs no credential yet.</summary>
    public Task<SiteCredential> EnrolAsync(EnrolSite body, CancellationToken ct = default) => connection.PostAsync<SiteCredential>("api/site/enrolment", body, ct);

    /// <summary>The credential with this hash is the site's from now on.</summary>
    public Task<SiteCredential> RenewCredentialAsync(RenewCredential body, CancellationToken ct = default) => connection.PostAsync<SiteCredential>("api/site/credential", body, ct);

    public Task DeclareInventoryAsync(SiteInventory inventory, CancellationToken ct = default) => connection.PutAsync<object?>("api/site/inventory", inventory, ct);

    /// <summary>Waits at the centre until the orders are newer than <paramref name="after"/> or <paramref name="waitSeconds"/> are over; then the full set.</summary>
    public async Task<SiteOrders> GetOrdersAsync(long after, int waitSeconds, CancellationToken ct = default) =>
        SiteOrdersReader.Read(await connection.GetAsync<JsonElement>(QueryText.Of("api/site/orders", new { after, waitSeconds }), ct))
            ?? throw new UnreachableException("The centre answered no orders at all, not even an empty set.");

    public Task<SightingReceipt> ReportAsync(SightingReport report, CancellationToken ct = default) =>
        connection.PostAsync<SightingReceipt>("api/site/sightings", report, ct);

    /// <summary>Why work went elsewhere in the last hours, and what price or capacity would have won it.</summary>
    public Task<SiteElsewhere> GetElsewhereAsync(int hours = 24, CancellationToken ct = default) =>
        connection.GetAsync<SiteElsewhere>(QueryText.Of("api/site/elsewhere", new { hours }), ct);

    /// <summary>What the network thinks of the caller's own site.</summary>
    public Task<SiteTrust> GetTrustAsync(CancellationToken ct = default) => connection.GetAsync<SiteTrust>("api/site/trust", ct);

    public Task ReportTelemetryAsync(SiteTelemetry telemetry, CancellationToken ct = default) => connection.PostAsync<object?>("api/site/telemetry", telemetry, ct);

    public Task MakeOffersAsync(SiteOffers offers, CancellationToken ct = default) => connection.PutAsync<object?>("api/site/offers", offers, ct);

    /// <summary>Answers <see cref="SiteOrders.LogsWanted"/>.</summary>
    public Task SendLogsAsync(SiteLogs logs, CancellationToken ct = default) => connection.PostAsync<object?>("api/site/logs", logs, ct);
}
