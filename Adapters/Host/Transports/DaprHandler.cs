using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using ComputeNet.Client;
using ComputeNet.Contracts;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Host.Transports;

/// <summary>
/// Carries a site's requests through the Dapr sidecar beside the agent: by service invocation whatever needs its answer, and by publication, where the sidecar has a
/// broker, what does not: telemetry, and reports that only say how living jobs are. Whatever the broker does not take is invoked. Why: ADR 39.
/// </summary>
internal sealed class DaprHandler(Uri invocation, DaprSidecar sidecar, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private readonly ConcurrentDictionary<SiteId, long> invokedAt = new();
    private volatile bool isCentreThere = true;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
    {
        request.Options.TryGetValue(SiteAgentClient.SiteOption, out var site);
        if (site is { } speaker && PublicationPath(request) is { } path && await request.Content!.ReadAsStringAsync(ct) is var body)
        {
            if (MayBePublished(speaker, path, body) && await PublishAsync(speaker, path, body, request, ct) is { } published)
                return published;
            if (path == SitePublications.SightingsPath)
                invokedAt[speaker] = sidecar.Time.GetTimestamp();
        }
        ShowToken(request);
        isCentreThere = await InvokeAsync(request, ct) is var answer && (int)answer.StatusCode < 500;
        return answer;
    }

    private async Task<HttpResponseMessage> InvokeAsync(HttpRequestMessage request, CancellationToken ct)
    {
        try
        {
            return await base.SendAsync(request, ct);
        }
        catch (HttpRequestException)
        {
            isCentreThere = false;
            throw;
        }
    }

    /// <summary>The path that may be published, of a request that may be; null for all others.</summary>
    private string? PublicationPath(HttpRequestMessage request) => sidecar.PubSub is null || request.Method != HttpMethod.Post || request.Content is null
        ? null : SitePublications.Paths.FirstOrDefault(path => invocation.MakeRelativeUri(request.RequestUri!).OriginalString == path);

    /// <summary>An end, a reservation and a heartbeat need the receipt, or the centre's word that it has heard; how a living job is does not.</summary>
    private bool MayBePublished(SiteId site, string path, string body)
    {
        if (path != SitePublications.SightingsPath)
            return true;
        // While the centre is away, what was seen belongs into the journal with its times: a broker would give it up after a while.
        if (!isCentreThere || !invokedAt.TryGetValue(site, out var last) || sidecar.Time.GetElapsedTime(last) >= sidecar.InvokeEvery)
            return false;
        var report = JsonSerializer.Deserialize<SightingReport>(body, WireFormat.Json);
        return report is { Reservations: null, Sightings.Count: > 0 } && report.Sightings.All(s => !s.State.IsTerminal());
    }

    /// <summary>The answer that the client above waits for; null when the broker did not take it.</summary>
    private async Task<HttpResponseMessage?> PublishAsync(SiteId site, string path, string body, HttpRequestMessage request, CancellationToken ct)
    {
        if (request.Headers.Authorization?.Parameter is not { } token)
            return null;
        var seconds = sidecar.KeepFor.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
        using var publication = new HttpRequestMessage(HttpMethod.Post, new Uri(invocation, $"/v1.0/publish/{sidecar.PubSub}/{SitePublications.Topic}?metadata.ttlInSeconds={seconds}"))
        {
            Content = JsonContent.Create(SitePublications.Sign(site, path, body, token), options: WireFormat.Json),
        };
        ShowToken(publication);
        try
        {
            using var taken = await base.SendAsync(publication, ct);
            return !taken.IsSuccessStatusCode ? null : path == SitePublications.SightingsPath ? Receipt(request) : new(HttpStatusCode.NoContent) { RequestMessage = request };
        }
        catch (HttpRequestException)
        {
            // Not even the sidecar answers: the invocation that follows says so.
            return null;
        }
    }

    /// <summary>The receipt of a report that nobody has read yet: nothing is on record, nothing is stale.</summary>
    private static HttpResponseMessage Receipt(HttpRequestMessage request) => new(HttpStatusCode.OK)
    {
        RequestMessage = request,
        Content = new StringContent(JsonSerializer.Serialize(new SightingReceipt([], []), WireFormat.Json), Encoding.UTF8, "application/json"),
    };

    private void ShowToken(HttpRequestMessage request)
    {
        if (sidecar.ApiToken is { } token)
            request.Headers.TryAddWithoutValidation(SitePublications.DaprTokenHeader, token);
    }
}
