using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ComputeNet.Adapters.Tests.Dapr;

/// <summary>
/// A stand-in of a Dapr sidecar (no <c>daprd</c> exists here): the published HTTP API for service invocation and publish, with one broker behind it that delivers at least
/// once to the app that subscribes. It stands for the sidecars of both ends at once.
/// </summary>
public sealed class DaprSidecarStandIn : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Uri> apps = new();
    private readonly HttpClient http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { Timeout = Timeout.InfiniteTimeSpan };
    private WebApplication? app;

    public DaprSidecarStandIn() => Broker = new DaprBrokerStandIn(this);

    public Uri Address { get; private set; } = null!;

    public DaprBrokerStandIn Broker { get; }

    /// <summary>What callers of the sidecar must show (<c>DAPR_API_TOKEN</c>); null: nothing.</summary>
    public string? ApiToken { get; init; }

    /// <summary>What it shows to the apps (<c>APP_API_TOKEN</c>).</summary>
    public string? AppToken { get; init; }

    /// <summary>The timeout of the resiliency policy towards apps.</summary>
    public TimeSpan InvocationTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Calls that were invoked, as <c>PUT api/site/inventory</c>.</summary>
    public ConcurrentQueue<string> Invoked { get; } = new();

    public Uri InvocationOf(string appId) => new(Address, $"/v1.0/invoke/{appId}/method/");

    public void Register(string appId, Uri address) => apps[appId] = address;

    public Uri AppOf(string appId) => apps[appId];

    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        app = builder.Build();
        app.Map("/v1.0/invoke/{app}/method/{**path}", InvokeAsync);
        app.MapPost("/v1.0/publish/{broker}/{topic}", PublishAsync);
        await app.StartAsync();
        Address = new Uri(app.Urls.First());
    }

    /// <summary>Sends what an app is sent by its sidecar.</summary>
    public async Task<HttpResponseMessage> CallAsync(HttpRequestMessage request, CancellationToken ct)
    {
        if (AppToken is not null)
            request.Headers.TryAddWithoutValidation("dapr-api-token", AppToken);
        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
    }

    public async ValueTask DisposeAsync()
    {
        await Broker.DisposeAsync();
        if (app is not null)
        {
            using var now = new CancellationTokenSource();
            await now.CancelAsync();
            await app.StopAsync(now.Token);
            await app.DisposeAsync();
        }
        http.Dispose();
    }

    private async Task InvokeAsync(HttpContext context, string app, string? path)
    {
        if (await RefusedAsync(context))
            return;
        if (!apps.TryGetValue(app, out var address))
        {
            await ErrorAsync(context, 500, "ERR_DIRECT_INVOKE", $"failed to resolve address for '{app}'");
            return;
        }
        Invoked.Enqueue($"{context.Request.Method} {path}");
        using var call = new HttpRequestMessage(new HttpMethod(context.Request.Method), new Uri(address, path + context.Request.QueryString));
        if (context.Request.ContentLength > 0 || context.Request.Headers.TransferEncoding.Count > 0)
            call.Content = new StreamContent(context.Request.Body);
        foreach (var (name, value) in context.Request.Headers)
            if (!name.Equals("Host", StringComparison.OrdinalIgnoreCase) && !name.Equals("dapr-api-token", StringComparison.OrdinalIgnoreCase) && !call.Headers.TryAddWithoutValidation(name, (string?)value))
                call.Content?.Headers.TryAddWithoutValidation(name, (string?)value);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        limit.CancelAfter(InvocationTimeout);
        try
        {
            using var answer = await CallAsync(call, limit.Token);
            context.Response.StatusCode = (int)answer.StatusCode;
            if (answer.Content.Headers.ContentType is { } type)
                context.Response.ContentType = type.ToString();
            foreach (var (name, value) in answer.Headers.Where(h => h.Key is not "Transfer-Encoding"))
                context.Response.Headers[name] = value.ToArray();
            await answer.Content.CopyToAsync(context.Response.Body, limit.Token);
        }
        catch (Exception e) when (e is HttpRequestException or IOException || e is OperationCanceledException && !context.RequestAborted.IsCancellationRequested)
        {
            await ErrorAsync(context, 500, "ERR_DIRECT_INVOKE", $"failed to invoke, id: {app}, err: {e.Message}");
        }
    }

    private async Task PublishAsync(HttpContext context, string broker, string topic)
    {
        if (await RefusedAsync(context))
            return;
        if (Broker.Name != broker)
            await ErrorAsync(context, 404, "ERR_PUBSUB_NOT_FOUND", $"pubsub '{broker}' not found");
        else if (Broker.IsDown)
            await ErrorAsync(context, 500, "ERR_PUBSUB_PUBLISH_MESSAGE", "error when publishing to topic");
        else
        {
            using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
            Broker.Take(topic, await reader.ReadToEndAsync(context.RequestAborted));
            context.Response.StatusCode = 204;
        }
    }

    private async Task<bool> RefusedAsync(HttpContext context)
    {
        if (ApiToken is null || context.Request.Headers["dapr-api-token"] == ApiToken)
            return false;
        await ErrorAsync(context, 401, "ERR_UNAUTHORIZED", "invalid api token");
        return true;
    }

    private static Task ErrorAsync(HttpContext context, int status, string code, string message)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(new { errorCode = code, message });
    }
}
