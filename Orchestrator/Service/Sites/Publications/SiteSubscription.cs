using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ComputeNet.Contracts;
using ComputeNet.Contracts.Sites;
using ComputeNet.Service.Http.Problems;
using ComputeNet.Service.Sites.Hub;

namespace ComputeNet.Service.Sites.Publications;

/// <summary>
/// What the Orchestrator shows to the Dapr sidecar beside it, where <see cref="OrchestratorOptions.DaprPubSub"/> names a broker: the topic that sites publish to, and the
/// routes that messages are brought to. Each goes through its HTTP route as if it had been sent, but says nothing of the present. Why: ADR 39.
/// </summary>
public static partial class SiteSubscription
{
    private const int LargestEventBytes = SiteHubWords.LargestBodyBytes * 2;

    public static void MapSitePublications(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<OrchestratorOptions>();
        if (options.DaprPubSub is not { Length: > 0 } broker)
            return;
        if (options.DaprAppToken is not { Length: >= 16 })
            throw new InvalidOperationException("ComputeNet:DaprPubSub is set: ComputeNet:DaprAppToken has to say what the sidecar shows (APP_API_TOKEN), at least 16 characters.");
        var routes = app.MapGroup("").AddEndpointFilter(OnlyOurSidecarAsync).AllowAnonymous().ExcludeFromDescription();
        routes.MapGet(SitePublications.SubscribeRoute, () => new[]
        {
            new Subscription(broker, SitePublications.Topic, SitePublications.DeliverRoute, SitePublications.DeadLetterTopic),
            new Subscription(broker, SitePublications.DeadLetterTopic, SitePublications.UndeliveredRoute, null),
        });
        routes.MapPost(SitePublications.DeliverRoute, DeliverAsync);
        routes.MapPost(SitePublications.UndeliveredRoute, NoteUndeliveredAsync);
    }

    private static async ValueTask<object?> OnlyOurSidecarAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var http = invocation.HttpContext;
        var shown = http.Request.Headers[SitePublications.DaprTokenHeader].ToString();
        var expected = http.RequestServices.GetRequiredService<OrchestratorOptions>().DaprAppToken!;
        if (CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(shown)), SHA256.HashData(Encoding.UTF8.GetBytes(expected))))
            return await next(invocation);
        await http.WriteProblemAsync(new("Sign in first", StatusCodes.Status401Unauthorized, shown.Length == 0 ? "token-missing" : "token-refused"));
        return Results.Empty;
    }

    private static async Task<DaprAnswer> DeliverAsync(HttpContext http, SiteRoutes routes, PublicationProofs proofs, ILogger<PublicationProofs> log)
    {
        if (await ReadAsync(http) is not { } publication || !SitePublications.Paths.Contains(publication.Path) || JsonOf(publication.Body) is not { } body)
            return DaprAnswer.Drop;
        if (await proofs.ProvenAsync(publication, http.RequestAborted) is not { } caller)
        {
            Unproven(log, publication.Path);
            return DaprAnswer.Drop;
        }
        var reply = await routes.AnswerAsync(new SiteHubRequest("POST", publication.Path, new Dictionary<string, string>(), body), http, http.RequestAborted, caller);
        return reply.Status switch
        {
            < 300 => DaprAnswer.Success,
            >= 500 or StatusCodes.Status429TooManyRequests => DaprAnswer.Retry,
            _ => CodeOf(reply) switch { "changed-meanwhile" => DaprAnswer.Retry, PublishedLater.Overtaken => DaprAnswer.Success, _ => DaprAnswer.Drop },
        };
    }

    /// <summary>The end of the line: on record for its site, if it is a site's at all, and nothing more can be done with it.</summary>
    private static async Task<DaprAnswer> NoteUndeliveredAsync(HttpContext http, PublicationProofs proofs, SiteRefusals refusals, ILogger<PublicationProofs> log)
    {
        if (await ReadAsync(http) is { } publication && await proofs.ProvenAsync(publication, http.RequestAborted) is { Site: { } site })
        {
            Undelivered(log, site.Value, publication.Path);
            refusals.Note(site, $"{SitePublications.Topic} {publication.Path}", new("Undelivered", StatusCodes.Status504GatewayTimeout, "site-message-undelivered"));
        }
        return DaprAnswer.Success;
    }

    /// <summary>A CloudEvent with a publication in it; null when it is anything else.</summary>
    private static async Task<SitePublication?> ReadAsync(HttpContext http)
    {
        if (http.Request.ContentLength > LargestEventBytes)
            return null;
        try
        {
            using var cloudEvent = await JsonDocument.ParseAsync(http.Request.Body, default, http.RequestAborted);
            return cloudEvent.RootElement.GetProperty("data").Deserialize<SitePublication>(Strict);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    private static JsonElement? JsonOf(string body)
    {
        try
        {
            return JsonElement.Parse(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? CodeOf(SiteHubReply reply) => reply.Body?.TryGetProperty("code", out var code) == true ? code.GetString() : null;

    private static readonly JsonSerializerOptions Strict = WireFormat.RequireWhatIsDeclared(new JsonSerializerOptions(WireFormat.Json));

    private sealed record Subscription(string Pubsubname, string Topic, string Route, string? DeadLetterTopic);

    /// <summary>Dapr's three words; anything but a 2xx is a retry to it as well.</summary>
    private sealed record DaprAnswer(string Status)
    {
        public static readonly DaprAnswer Success = new("SUCCESS");
        public static readonly DaprAnswer Retry = new("RETRY");
        public static readonly DaprAnswer Drop = new("DROP");
    }

    [LoggerMessage(LogLevel.Warning, "A publication for {Path} was not made with any token of the site that it names.")]
    private static partial void Unproven(ILogger log, string path);

    [LoggerMessage(LogLevel.Warning, "A publication of {Site} for {Path} reached nobody and is given up.")]
    private static partial void Undelivered(ILogger log, string site, string path);
}
