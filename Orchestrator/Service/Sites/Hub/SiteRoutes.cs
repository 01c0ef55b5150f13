using System.Text;
using System.Text.Json;
using ComputeNet.Contracts.Sites;
using ComputeNet.Service.Http;
using ComputeNet.Service.Http.Problems;
using ComputeNet.Service.Sites.Publications;
using ComputeNet.Service.Telemetry;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace ComputeNet.Service.Sites.Hub;

/// <summary>
/// Hands a message that came over the hub to the route that HTTP would have taken, through the same edge and the same judgement of its token. Every message
/// shows a token of its own, so a revoked one is refused at once, although the connection that it opened still stands.
/// </summary>
public sealed class SiteRoutes(EndpointDataSource endpoints, IServiceScopeFactory scopes, Edge edge)
{
    private const string Prefix = "api/site/";

    /// <param name="message">What was said.</param>
    /// <param name="connection">What brought it.</param>
    /// <param name="ct">Nobody waits for the answer any more.</param>
    /// <param name="published">Who has proven a message that a broker brought; null: it shows its token itself, and is said now.</param>
    public async Task<SiteHubReply> AnswerAsync(SiteHubRequest message, HttpContext? connection, CancellationToken ct, Caller? published = null)
    {
        await using var scope = scopes.CreateAsyncScope();
        var context = RequestOf(message, connection, ct);
        context.RequestServices = scope.ServiceProvider;
        if (published is not null)
        {
            context.User = published.ToPrincipal();
            context.Features.Set(new PublishedLater());
        }
        var answer = new MemoryStream();
        context.Response.Body = answer;
        using var activity = OrchestratorTelemetry.Source.StartActivity("site.message", System.Diagnostics.ActivityKind.Server, message.Headers.GetValueOrDefault("traceparent"));
        try
        {
            await edge.InvokeAsync(context, RouteAsync);
            await context.Response.CompleteAsync();
            return ReplyOf(context.Response, answer);
        }
        catch (Exception e) when (ct.IsCancellationRequested)
        {
            // Whoever asked has gone, in the middle of whatever was being done: as with an aborted request, nobody reads what is said here.
            throw new OperationCanceledException("The site's connection ended.", e, ct);
        }
    }

    private async Task RouteAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!.Trim('/');
        var endpoint = path.StartsWith(Prefix, StringComparison.Ordinal) ? endpoints.Endpoints.OfType<RouteEndpoint>().FirstOrDefault(e => Takes(e, path, context.Request.Method)) : null;
        if (endpoint is null)
        {
            await context.WriteProblemAsync(ProblemTable.RouteUnknown(context.Request));
            return;
        }
        context.SetEndpoint(endpoint);
        if (await MayAsync(context, endpoint))
            await endpoint.RequestDelegate!(context);
    }

    private static bool Takes(RouteEndpoint endpoint, string path, string method) =>
        endpoint.RoutePattern.RawText?.Trim('/') == path && endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains(method) == true;

    /// <summary>What the framework's own middleware does for HTTP requests: the policies of the route, judged by their schemes, answered by their problems.</summary>
    private static async Task<bool> MayAsync(HttpContext context, Endpoint endpoint)
    {
        var services = context.RequestServices;
        var policy = await AuthorizationPolicy.CombineAsync(
            services.GetRequiredService<IAuthorizationPolicyProvider>(), endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>(), endpoint.Metadata.GetOrderedMetadata<AuthorizationPolicy>());
        if (policy is null)
            return true;
        var evaluator = services.GetRequiredService<IPolicyEvaluator>();
        var shown = PublishedLater.Is(context)
            ? AuthenticateResult.Success(new AuthenticationTicket(context.User, BearerTokens.Scheme)) : await evaluator.AuthenticateAsync(policy, context);
        var result = await evaluator.AuthorizeAsync(policy, shown, context, context);
        var passed = false;
        await services.GetRequiredService<IAuthorizationMiddlewareResultHandler>().HandleAsync(
            _ =>
            {
                passed = true;
                return Task.CompletedTask;
            },
            context, policy, result);
        return passed;
    }

    private static DefaultHttpContext RequestOf(SiteHubRequest message, HttpContext? connection, CancellationToken ct)
    {
        var body = message.Body is { } json ? Encoding.UTF8.GetBytes(json.GetRawText()) : [];
        var context = new DefaultHttpContext { RequestAborted = ct };
        context.Features.Set<IHttpRequestBodyDetectionFeature>(new MessageBody(body.Length > 0));
        var question = message.Path.IndexOf('?', StringComparison.Ordinal);
        var request = context.Request;
        (request.Method, request.Scheme, request.Host) = (message.Method, "https", connection?.Request.Host ?? new HostString("hub"));
        request.Path = "/" + (question < 0 ? message.Path : message.Path[..question]).TrimStart('/');
        request.QueryString = question < 0 ? QueryString.Empty : new QueryString(message.Path[question..]);
        foreach (var (name, value) in message.Headers)
            request.Headers[name] = new StringValues(value);
        (request.ContentType, request.ContentLength, request.Body) = ("application/json", body.Length, new MemoryStream(body));
        context.Connection.RemoteIpAddress = connection?.Connection.RemoteIpAddress;
        return context;
    }

    private static SiteHubReply ReplyOf(HttpResponse response, MemoryStream answer)
    {
        var headers = response.Headers.ToDictionary(h => h.Key, h => h.Value.ToString());
        return new SiteHubReply(response.StatusCode, headers, answer.Length == 0 ? null : JsonElement.Parse(answer.ToArray()));
    }

    private sealed record MessageBody(bool CanHaveBody) : IHttpRequestBodyDetectionFeature;
}
