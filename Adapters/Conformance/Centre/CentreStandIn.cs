using System.Collections.Concurrent;
using System.Net;
using ComputeNet.Contracts;
using ComputeNet.Contracts.Sites;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ComputeNet.Adapters.Conformance.Centre;

/// <summary>
/// A stand-in of the centre, not the Orchestrator: it speaks Site API v1 over real HTTP, over the hub, and to a Dapr sidecar, on a real port. It holds questions for
/// orders, notes everything it hears, decides nothing by itself, and can go away, come back, and misbehave as networks and centres do.
/// </summary>
public sealed class CentreStandIn : IAsyncDisposable
{
    private readonly CentreDesk desk;
    private readonly ConcurrentDictionary<string, SiteOrders> orders = new();
    private WebApplication? app;
    private IPEndPoint endpoint;

    /// <param name="endpoint">Where it listens; null: a free port of this machine.</param>
    /// <param name="siteOf">Whose a token is, or null; by default a site's token is its id.</param>
    public CentreStandIn(IPEndPoint? endpoint = null, Func<string, string?>? siteOf = null)
    {
        this.endpoint = endpoint ?? new(IPAddress.Loopback, 0);
        SiteOf = siteOf ?? (token => token);
        desk = new CentreDesk(this);
    }

    public Uri Address => new($"http://127.0.0.1:{endpoint.Port}/");

    public HeardLog Log { get; } = new();

    /// <summary>What a site said that Site API v1 does not allow, in words; an honest adapter leaves it empty.</summary>
    public ConcurrentQueue<string> Violations { get; } = new();

    /// <summary>Whose a token is; null refuses it.</summary>
    public Func<string, string?> SiteOf { get; set; }

    /// <summary>The tokens that a site may have proven a publication with.</summary>
    public Func<string, IEnumerable<string>> TokensOf { get; set; } = site => [site];

    /// <summary>What the receipt of a report says; by default nothing is on record.</summary>
    public Func<SightingReport, SightingReceipt> Receipt { get; set; } = _ => new([], []);

    /// <summary>A "no" to a report, or null.</summary>
    public Func<SightingReport, ApiProblem?> Refuse { get; set; } = _ => null;

    /// <summary>Something else than the answer that is due, or null: for a centre that talks nonsense.</summary>
    public Func<CentreMessage, CentreAnswer?> Interfere { get; set; } = _ => null;

    /// <summary>What becomes of the JSON of an answer before it is sent: a centre of a newer version says more.</summary>
    public Func<CentreMessage, string, string> Rewrite { get; set; } = (_, json) => json;

    /// <summary>Whether questions for orders wait; without it the stand-in is a centre that ignores the wait.</summary>
    public bool HoldsQuestions { get; set; } = true;

    /// <summary>The token that a Dapr sidecar shows when it calls the app; null: none is asked for.</summary>
    public string? DaprAppToken { get; set; }

    /// <summary>The broker's component that sites publish to; null: this centre subscribes to nothing.</summary>
    public string? DaprPubSub { get; set; }

    /// <summary>Questions for orders, by site.</summary>
    public ConcurrentDictionary<string, int> Questions { get; } = new();

    /// <summary>The most questions of a site that waited at once.</summary>
    public ConcurrentDictionary<string, int> MostQuestionsAtOnce { get; } = new();

    internal CancellationToken Stopping => app?.Lifetime.ApplicationStopping ?? new(canceled: true);

    internal SiteOrders OrdersOf(string site) => orders.GetValueOrDefault(site) ?? new SiteOrders(0, []);

    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        // A hub connection that the site keeps open must not hold up the end.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(endpoint));
        builder.Services.AddSingleton(desk);
        builder.Services.AddSignalR(hub => (hub.MaximumReceiveMessageSize, hub.MaximumParallelInvocationsPerClient) = (SiteHubWords.LargestBodyBytes + (64 << 10), 8))
            .AddJsonProtocol(json => WireFormat.Configure(json.PayloadSerializerOptions));
        app = builder.Build();
        app.MapCentre(desk);
        await app.StartAsync();
        endpoint = new(endpoint.Address, new Uri(app.Urls.First()).Port);
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
        orders[site] = set;
        Log.Ring();
    }

    public IReadOnlyList<Heard> HeardOf(string site) => [.. Log.From().Where(h => h.Site == site)];

    /// <summary>Waits until something that was heard is as expected.</summary>
    public async Task<Heard> HearsAsync(Func<Heard, bool> expected, TimeSpan? patience = null)
    {
        using var limit = new CancellationTokenSource(patience ?? TimeSpan.FromSeconds(20));
        while (true)
        {
            var next = Log.Next;
            if (Log.From().FirstOrDefault(expected) is { } found)
                return found;
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
}
