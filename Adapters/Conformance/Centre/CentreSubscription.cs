using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ComputeNet.Contracts;
using ComputeNet.Contracts.Sites;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ComputeNet.Adapters.Conformance.Centre;

/// <summary>What a centre shows to the Dapr sidecar beside it: what it subscribes to, and where publications are brought.</summary>
internal static class CentreSubscription
{
    public static void Map(WebApplication app, CentreDesk desk)
    {
        app.MapGet(SitePublications.SubscribeRoute, (HttpRequest request) => !IsOurSidecar(request, desk.Centre) ? Results.Unauthorized()
            : Results.Json(desk.Centre.DaprPubSub is not { } broker ? [] : new[]
            {
                new { pubsubname = broker, topic = SitePublications.Topic, route = SitePublications.DeliverRoute, deadLetterTopic = SitePublications.DeadLetterTopic },
            }));
        app.MapPost(SitePublications.DeliverRoute, (HttpRequest request) => DeliverAsync(request, desk));
    }

    private static async Task<IResult> DeliverAsync(HttpRequest request, CentreDesk desk)
    {
        if (!IsOurSidecar(request, desk.Centre))
            return Results.Unauthorized();
        var publication = (await JsonNode.ParseAsync(request.Body))!["data"].Deserialize<SitePublication>(WireFormat.Json)!;
        if (desk.Centre.TokensOf(publication.Site.Value).FirstOrDefault(token => SitePublications.IsProven(publication, SitePublications.HashOf(token))) is not { } token)
            return Says("DROP");
        var answer = await desk.AnswerAsync(
            new("POST", publication.Path, new Dictionary<string, string>(), token, Encoding.UTF8.GetBytes(publication.Body), null, "publication"), request.HttpContext.RequestAborted);
        return Says(answer.Status switch { < 300 => "SUCCESS", >= 500 => "RETRY", _ => "DROP" });
    }

    private static bool IsOurSidecar(HttpRequest request, CentreStandIn centre) => centre.DaprAppToken is not { } token || request.Headers[SitePublications.DaprTokenHeader] == token;

    private static IResult Says(string status) => Results.Json(new { status });
}
