using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using ComputeNet.Contracts;
using ComputeNet.Contracts.Sites;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace ComputeNet.Client;

/// <summary>
/// Carries the requests of a site's typed client over one hub connection that this side opens: for networks that cut long polls or allow a single connection.
/// It connects with the first request, again after every loss, and speaks for every site whose requests it is given.
/// </summary>
public sealed class SiteHubHandler : HttpMessageHandler
{
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(15);

    private readonly Lock gate = new();
    private readonly Uri root;
    private readonly HttpMessageHandler? via;
    private Task<HubConnection>? connecting;
    private string? credential;
    private bool isDisposed;

    /// <param name="root">Address of the Orchestrator, ending with a slash.</param>
    /// <param name="via">How the connection travels, which then is a long poll; null for ordinary sockets. Disposed with this.</param>
    public SiteHubHandler(Uri root, HttpMessageHandler? via = null) => (this.root, this.via) = (root, via);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
    {
        // The connection stays open longer than a credential lives: it always shows the newest one.
        credential = request.Headers.Authorization?.Parameter ?? credential;
        if (request.Content is { } content && (await content.ReadAsByteArrayAsync(ct)).Length > SiteHubWords.LargestBodyBytes)
            return TooLarge(request);
        var message = await MessageOfAsync(request, ct);
        var hub = await ConnectedAsync().WaitAsync(ct);
        try
        {
            return ResponseOf(request, request.Method == HttpMethod.Get ? await AskAsync(hub, message, ct) : await hub.InvokeAsync<SiteHubReply>(SiteHubWords.Send, message, ct));
        }
        // A connection that ends takes its calls with it in any of these ways; none of them is an answer.
        catch (Exception e) when (!ct.IsCancellationRequested && e is IOException or InvalidOperationException or HubException or OperationCanceledException or TimeoutException)
        {
            throw new HttpRequestException($"The hub connection broke off: {e.Message}", e);
        }
    }

    private static async Task<SiteHubReply> AskAsync(HubConnection hub, SiteHubRequest message, CancellationToken ct)
    {
        await foreach (var reply in hub.StreamAsync<SiteHubReply>(SiteHubWords.Ask, message, ct))
            return reply;
        throw new IOException("the question was not answered.");
    }

    /// <summary>The open connection, or the one attempt to open it that everybody waits for.</summary>
    private Task<HubConnection> ConnectedAsync()
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isDisposed, this);
            if (connecting is null or { IsFaulted: true } or { IsCanceled: true } || connecting is { IsCompletedSuccessfully: true, Result.State: HubConnectionState.Disconnected })
                connecting = ConnectAsync(connecting is { IsCompletedSuccessfully: true } old ? old.Result : null);
            return connecting;
        }
    }

    private async Task<HubConnection> ConnectAsync(HubConnection? before)
    {
        if (before is not null)
            await before.DisposeAsync();
        var hub = new HubConnectionBuilder()
            .WithUrl(new Uri(root, SiteHubWords.Route), options =>
            {
                options.AccessTokenProvider = () => Task.FromResult(credential);
                if (via is null)
                    return;
                options.HttpMessageHandlerFactory = _ => new Undisposed(via);
                options.Transports = HttpTransportType.LongPolling;
            })
            .AddJsonProtocol(options => WireFormat.Configure(options.PayloadSerializerOptions))
            .Build();
        using var limit = new CancellationTokenSource(ConnectLimit);
        try
        {
            await hub.StartAsync(limit.Token);
            return hub;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TimeoutException or InvalidOperationException or HubException or AggregateException or OperationCanceledException)
        {
            await hub.DisposeAsync();
            throw new HttpRequestException($"The hub cannot be reached: {e.Message}", e, (e as HttpRequestException)?.StatusCode);
        }
    }

    private async Task<SiteHubRequest> MessageOfAsync(HttpRequestMessage request, CancellationToken ct)
    {
        JsonElement? body = request.Content is null ? null : JsonElement.Parse(await request.Content.ReadAsByteArrayAsync(ct));
        var headers = request.Headers.ToDictionary(h => h.Key, h => string.Join(", ", h.Value));
        if (System.Diagnostics.Activity.Current is { IdFormat: System.Diagnostics.ActivityIdFormat.W3C, Id: { } trace })
            headers["traceparent"] = trace;
        return new SiteHubRequest(request.Method.Method, root.MakeRelativeUri(request.RequestUri!).OriginalString, headers, body);
    }

    private static HttpResponseMessage ResponseOf(HttpRequestMessage request, SiteHubReply reply)
    {
        var response = new HttpResponseMessage((HttpStatusCode)reply.Status) { RequestMessage = request };
        if (reply.Body is { } body)
            response.Content = new StringContent(body.GetRawText(), Encoding.UTF8, MediaTypeHeaderValue.Parse(reply.Headers.GetValueOrDefault("Content-Type", "application/json")));
        foreach (var (name, value) in reply.Headers)
            response.Headers.TryAddWithoutValidation(name, value);
        return response;
    }

    /// <summary>What the route would have answered, had the message not ended the connection for everybody who shares it.</summary>
    private static HttpResponseMessage TooLarge(HttpRequestMessage request)
    {
        var problem = new ApiProblem("Body too large", (int)HttpStatusCode.RequestEntityTooLarge, "body-too-large", $"The body may have {SiteHubWords.LargestBodyBytes} bytes.",
            Facts: new Dictionary<string, string> { ["limitBytes"] = $"{SiteHubWords.LargestBodyBytes}" });
        return new HttpResponseMessage(HttpStatusCode.RequestEntityTooLarge)
        {
            RequestMessage = request,
            Content = JsonContent.Create(problem, new MediaTypeHeaderValue("application/problem+json"), WireFormat.Json),
        };
    }

    protected override void Dispose(bool disposing)
    {
        Task<HubConnection>? last;
        lock (gate)
            (last, connecting, isDisposed) = (connecting, null, true);
        if (disposing)
            _ = CloseAsync(last);
        base.Dispose(disposing);
    }

    private async Task CloseAsync(Task<HubConnection>? last)
    {
        try
        {
            if (last is not null)
                await (await last).DisposeAsync();
        }
        catch (HttpRequestException)
        {
            // The last attempt to connect failed: there is nothing to close.
        }
        via?.Dispose();
    }

    /// <summary>The connection disposes its handler with every attempt; this one is used again.</summary>
    private sealed class Undisposed(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override void Dispose(bool disposing) { }
    }
}
