using System.Collections.Concurrent;
using System.Net;
using ComputeNet.Contracts;
using ComputeNet.Contracts.Sites;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ComputeNet.Adapters.Tests.Harness;

/// <summary>
/// A test double of the centre, not the Orchestrator: it speaks the site protocol over real HTTP on a real port, holds questions for orders, notes
/// everything it hears, and can go away and come back. A site's token is its id.
/// </summary>
public sealed class CentreStandIn : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, SiteOrders> orders = [];
    private readonly List<Heard> heard = [];
    private TaskCompletionSource changed = NewSignal();
    private WebApplication? app;
    private int port;

    /// <summary>One message of a site, in the order of arrival.</summary>
    public sealed record Heard(string Site, SiteInventory? Inventory = null, SightingReport? Report = null, string? TraceParent = null, SiteTelemetry? Telemetry = null);

    public Uri Address => new($"http://127.0.0.1:{port}/");

    /// <summary>What the receipt of a report says; by default nothing is on record.</summary>
    public Func<SightingReport, SightingReceipt> Receipt { get; set; } = _ => new([], []);

    /// <summary>A "no" to a report, or null.</summary>
    public Func<SightingReport, ApiProblem?> Refuse { get; set; } = _ => null;

    /// <summary>Whether questions for orders wait; without it the stand-in is a centre that ignores the wait.</summary>
    public bool HoldsQuestions { get; set; } = true;

    public ConcurrentDictionary<string, int> Questions { get; } = new();

    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        builder.Services.ConfigureHttpJsonOptions(json => WireFormat.Configure(json.SerializerOptions));
        app = builder.Build();
        app.MapPut("/api/site/inventory", (SiteInventory inventory, HttpRequest request) => Note(new(SiteOf(request), Inventory: inventory)));
        app.MapGet("/api/site/orders", AnswerAsync);
        app.MapPost("/api/site/sightings", Report);
        app.MapPost("/api/site/telemetry", (SiteTelemetry telemetry, HttpRequest request) => Note(new(SiteOf(request), Telemetry: telemetry)));
        await app.StartAsync();
        port = new Uri(app.Urls.First()).Port;
    }

    /// <summary>The centre goes away: connections break, the port is closed.</summary>
    public async Task StopAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await app!.StopAsync(now.Token);
        await app.DisposeAsync();
        app = null;
    }

    public void Order(string site, SiteOrders set)
    {
        lock (gate)
            orders[site] = set;
        Signal();
    }

    public IReadOnlyList<Heard> HeardOf(string site)
    {
        lock (gate)
            return [.. heard.Where(h => h.Site == site)];
    }

    /// <summary>Waits until something that was heard is as expected.</summary>
    public async Task<Heard> HearsAsync(Func<Heard, bool> expected, TimeSpan? patience = null)
    {
        using var limit = new CancellationTokenSource(patience ?? TimeSpan.FromSeconds(20));
        while (true)
        {
            Task next;
            lock (gate)
            {
                if (heard.FirstOrDefault(expected) is { } found)
                    return found;
                next = changed.Task;
            }
            await next.WaitAsync(limit.Token);
        }
    }

    public async Task<JobSighting> HearsOfAsync(string job, Func<JobSighting, bool> expected) =>
        (await HearsAsync(h => h.Report?.Sightings.Any(s => s.Job.Value == job && expected(s)) == true)).Report!.Sightings.First(s => s.Job.Value == job && expected(s));

    public async ValueTask DisposeAsync()
    {
        if (app is not null)
            await StopAsync();
    }

    private async Task<SiteOrders> AnswerAsync(HttpRequest request, long after, int waitSeconds, CancellationToken ct)
    {
        var site = SiteOf(request);
        Questions.AddOrUpdate(site, 1, (_, count) => count + 1);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(HoldsQuestions ? waitSeconds : 0));
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token, app!.Lifetime.ApplicationStopping);
        while (true)
        {
            Task next;
            SiteOrders set;
            lock (gate)
            {
                set = orders.GetValueOrDefault(site) ?? new SiteOrders(0, []);
                next = changed.Task;
            }
            if (set.Version != after || either.IsCancellationRequested)
                return set;
            await Task.WhenAny(next, Task.Delay(Timeout.Infinite, either.Token));
        }
    }

    private IResult Report(SightingReport report, HttpRequest request)
    {
        if (Refuse(report) is { } problem)
            return Results.Json(problem, WireFormat.Json, "application/problem+json", problem.Status);
        Note(new(SiteOf(request), Report: report, TraceParent: request.Headers.TraceParent));
        return Results.Json(Receipt(report), WireFormat.Json);
    }

    private IResult Note(Heard message)
    {
        lock (gate)
            heard.Add(message);
        Signal();
        return Results.NoContent();
    }

    private void Signal()
    {
        lock (gate)
        {
            changed.TrySetResult();
            changed = NewSignal();
        }
    }

    private static string SiteOf(HttpRequest request) => request.Headers.Authorization.ToString()["Bearer ".Length..];

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
