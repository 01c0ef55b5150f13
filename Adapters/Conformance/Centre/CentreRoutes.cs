using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using ComputeNet.Contracts.Sites;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.SignalR;

namespace ComputeNet.Adapters.Conformance.Centre;

/// <summary>The ways to the desk: requests, and a hub connection that the site opens.</summary>
internal static class CentreRoutes
{
    public static void MapCentre(this WebApplication app, CentreDesk desk)
    {
        app.Map("/api/{**path}", context => AnswerAsync(context, desk));
        app.MapHub<CentreHub>("/" + SiteHubWords.Route);
        CentreSubscription.Map(app, desk);
    }

    private static async Task AnswerAsync(HttpContext context, CentreDesk desk)
    {
        var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var (path, query) = CentreMessage.Split(context.Request.Path + context.Request.QueryString);
        var message = new CentreMessage(
            context.Request.Method, path, query, TokenOf(context.Request.Headers.Authorization), body.ToArray(), context.Request.Headers.TraceParent, "http");
        var answer = await desk.AnswerAsync(message, context.RequestAborted);
        context.Response.StatusCode = answer.Status;
        if (answer.Body is null)
            return;
        context.Response.ContentType = answer.ContentType;
        await context.Response.Body.WriteAsync(answer.Bytes, context.RequestAborted);
    }

    public static string? TokenOf(string? authorization) =>
        authorization?.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) == true ? authorization["Bearer ".Length..] : null;
}

/// <summary><c>/hubs/site</c>: the same messages over one connection.</summary>
internal sealed class CentreHub(CentreDesk desk) : Hub
{
    public Task<SiteHubReply> Send(SiteHubRequest request) => AnswerAsync(request, Context.ConnectionAborted);

    public async IAsyncEnumerable<SiteHubReply> Ask(SiteHubRequest request, [EnumeratorCancellation] CancellationToken ct)
    {
        yield return await AnswerAsync(request, ct);
    }

    private async Task<SiteHubReply> AnswerAsync(SiteHubRequest request, CancellationToken ct)
    {
        var (path, query) = CentreMessage.Split(request.Path);
        var headers = new Dictionary<string, string>(request.Headers, StringComparer.OrdinalIgnoreCase);
        var body = request.Body is { } json ? Encoding.UTF8.GetBytes(json.GetRawText()) : [];
        var answer = await desk.AnswerAsync(
            new(request.Method, path, query, CentreRoutes.TokenOf(headers.GetValueOrDefault("Authorization")), body, headers.GetValueOrDefault("traceparent"), "hub"), ct);
        return new(answer.Status, new Dictionary<string, string> { ["Content-Type"] = answer.ContentType }, JsonOf(answer));
    }

    /// <summary>The envelope of the hub holds JSON; nonsense becomes a string of it.</summary>
    private static JsonElement? JsonOf(CentreAnswer answer)
    {
        if (answer.Body is not { } body)
            return null;
        try
        {
            return JsonElement.Parse(body);
        }
        catch (JsonException)
        {
            return JsonSerializer.SerializeToElement(body);
        }
    }
}
