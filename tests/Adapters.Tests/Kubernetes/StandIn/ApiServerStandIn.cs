using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ComputeNet.Adapters.Tests.Kubernetes.StandIn;

/// <summary>A stand-in of the API server: in this process, on a free port, over plain HTTP. It keeps the contracts that a client can meet, and can be made to fail.</summary>
public sealed class ApiServerStandIn : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ApiObjects objects;

    private ApiServerStandIn(WebApplication app, ApiObjects objects) => (this.app, this.objects) = (app, objects);

    public Uri Address { get; private set; } = null!;

    public Faults Faults { get; } = new();

    public WatchStreams Watches => objects.Watches;

    public static ApiServerStandIn Start(ObjectStore store, Discovery discovery, Admission admission, Func<string, string, string?> logOf)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        // What a test stops must not wait for its watches.
        builder.Services.Configure<Microsoft.Extensions.Hosting.HostOptions>(o => o.ShutdownTimeout = TimeSpan.Zero);
        var app = builder.Build();
        var server = new ApiServerStandIn(app, new ApiObjects(store, admission, logOf));
        app.Run(context => server.AnswerAsync(context, discovery, admission));
        app.StartAsync().GetAwaiter().GetResult();
        server.Address = new Uri(app.Services.GetRequiredService<Microsoft.AspNetCore.Hosting.Server.IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        Watches.Close();
        await app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context, Discovery discovery, Admission admission)
    {
        try
        {
            if (Faults.Next(context.Request) is { } fault)
            {
                await fault(context);
                return;
            }
            admission.Enter(context.Request.Headers.Authorization);
            if (context.Request.Method == "GET" && discovery.Answer(context.Request.Path) is { } found)
                await WriteAsync(context, 200, found.ToJsonString());
            else if (ApiPath.Parse(context.Request.Path) is { } path && discovery.Serves(path.Resource, path.Version))
                await objects.AnswerAsync(context, path);
            else
                throw new ApiTrouble(404, "NotFound", "the server could not find the requested resource");
        }
        catch (ApiTrouble no)
        {
            await WriteAsync(context, no.Code, no.Status.ToJsonString());
        }
        catch (Exception bug) when (bug is not OperationCanceledException && !context.Response.HasStarted)
        {
            // A fault of the stand-in itself: said in full, so that the test that meets it shows where.
            await WriteAsync(context, 500, new ApiTrouble(500, "InternalError", bug.ToString()).Status.ToJsonString());
        }
        catch (OperationCanceledException)
        {
            // Whoever asked has gone, or a test has cut the line.
            context.Abort();
        }
    }

    internal static async Task WriteAsync(HttpContext context, int code, string json)
    {
        context.Response.StatusCode = code;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(json);
    }
}

/// <summary>What goes wrong between a client and the API server: tests put it in, the next requests that match meet it.</summary>
public sealed class Faults
{
    private readonly Lock gate = new();
    private readonly List<(Func<HttpRequest, bool> Meets, int Left, Func<HttpContext, Task> Fault)> waiting = [];

    /// <summary>All requests so far: method and path.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>The answer is a Status with that code.</summary>
    public void Fail(Func<HttpRequest, bool> meets, int code, string reason, string message, int times = 1) =>
        Add(meets, times, context => ApiServerStandIn.WriteAsync(context, code, new ApiTrouble(code, reason, message).Status.ToJsonString()));

    /// <summary>The answer comes from something else on the way.</summary>
    public void FailWithPage(Func<HttpRequest, bool> meets, int code, int times = 1) => Add(meets, times, async context =>
    {
        context.Response.StatusCode = code;
        context.Response.ContentType = "text/html";
        await context.Response.WriteAsync("<html>bad gateway</html>");
    });

    /// <summary>The connection breaks instead of an answer.</summary>
    public void Cut(Func<HttpRequest, bool> meets, int times = 1) => Add(meets, times, context =>
    {
        context.Abort();
        return Task.CompletedTask;
    });

    internal Func<HttpContext, Task>? Next(HttpRequest request)
    {
        lock (gate)
        {
            Asked.Add($"{request.Method} {request.Path}{request.QueryString}");
            var index = waiting.FindIndex(f => f.Meets(request));
            if (index < 0)
                return null;
            var (meets, left, fault) = waiting[index];
            if (left > 1)
                waiting[index] = (meets, left - 1, fault);
            else
                waiting.RemoveAt(index);
            return fault;
        }
    }

    /// <summary>How many requests so far began like that.</summary>
    public int Count(string beginning)
    {
        lock (gate)
            return Asked.Count(a => a.StartsWith(beginning, StringComparison.Ordinal));
    }

    private void Add(Func<HttpRequest, bool> meets, int times, Func<HttpContext, Task> fault)
    {
        lock (gate)
            waiting.Add((meets, times, fault));
    }
}
