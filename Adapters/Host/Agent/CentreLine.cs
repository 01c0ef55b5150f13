using ComputeNet.Adapters.Host.Transports;
using ComputeNet.Client;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Host.Agent;

/// <summary>
/// The line to the centre, shared by all agents of a process: one pool of connections, each site's own credential, and never more than a few
/// short calls begun at a time, however many sites have something to say. A call that hangs gives its place to the next after a moment: whatever is wrong
/// between one site and the centre, no other site waits for it. Every call may throw <see cref="ApiRefusedException"/> or
/// <see cref="UnreachableException"/>.
/// </summary>
public sealed class CentreLine : IDisposable
{
    private const int ShortCallsAtOnce = 8;
    private static readonly TimeSpan ShortCallLimit = TimeSpan.FromSeconds(15);

    /// <summary>A healthy centre has answered by then. No site has more than one short call under way, so what hangs is bounded by their number.</summary>
    private static readonly TimeSpan PlaceLimit = TimeSpan.FromSeconds(1);

    private readonly Func<SiteId, string?> token;
    private readonly int waitSeconds;
    private readonly HttpClient waiting;
    private readonly HttpClient quick;
    private readonly TimeProvider time;
    private readonly SemaphoreSlim room = new(ShortCallsAtOnce);

    /// <param name="centre">Address of the Orchestrator.</param>
    /// <param name="token">The credential of a site, asked for at every call (it may be rotated); null while there is none yet.</param>
    /// <param name="pace">How long questions for orders wait.</param>
    /// <param name="via">How bytes travel, null for ordinary sockets; disposed with the line.</param>
    /// <param name="transport">How messages travel.</param>
    /// <param name="around">What lies around the transport; null: nothing.</param>
    /// <param name="sidecar">The Dapr sidecar, where messages travel through one.</param>
    public CentreLine(
        Uri centre, Func<SiteId, string?> token, AgentPace pace, HttpMessageHandler? via = null, CentreTransport transport = CentreTransport.Http,
        Func<HttpMessageHandler, HttpMessageHandler>? around = null, DaprSidecar? sidecar = null)
    {
        this.token = token;
        time = pace.Time;
        waitSeconds = (int)pace.OrdersWait.TotalSeconds;
        Transport = transport.Word();
        var root = centre.AbsoluteUri.EndsWith('/') ? centre : new Uri(centre.AbsoluteUri + "/");
        var handler = transport.HandlerOf(root, via, sidecar) is var way && around is not null ? around(way) : way;
        waiting = new HttpClient(handler) { BaseAddress = root, Timeout = pace.OrdersWait + ShortCallLimit };
        quick = new HttpClient(handler, disposeHandler: false) { BaseAddress = root, Timeout = ShortCallLimit };
    }

    /// <summary>What the line is called in the site's inventory.</summary>
    public string Transport { get; }

    public Task<SiteOrders> GetOrdersAsync(SiteId site, long after, CancellationToken ct) => Speak(waiting, site).GetOrdersAsync(after, waitSeconds, ct);

    public Task DeclareAsync(SiteId site, SiteInventory inventory, CancellationToken ct) =>
        QuicklyAsync(site, async client => { await client.DeclareInventoryAsync(inventory, ct); return true; }, ct);

    public Task<SightingReceipt> ReportAsync(SiteId site, SightingReport report, CancellationToken ct) =>
        QuicklyAsync(site, async client => await client.ReportAsync(report, ct) is { Recorded: not null, Stale: not null } receipt
            ? receipt : throw new UnreachableException("The centre answered no receipt."), ct);

    public Task TellTelemetryAsync(SiteId site, SiteTelemetry telemetry, CancellationToken ct) =>
        QuicklyAsync(site, async client => { await client.ReportTelemetryAsync(telemetry, ct); return true; }, ct);

    public Task MakeOffersAsync(SiteId site, SiteOffers offers, CancellationToken ct) =>
        QuicklyAsync(site, async client => { await client.MakeOffersAsync(offers, ct); return true; }, ct);

    public Task SendLogsAsync(SiteId site, SiteLogs logs, CancellationToken ct) =>
        QuicklyAsync(site, async client => { await client.SendLogsAsync(logs, ct); return true; }, ct);

    public void Dispose()
    {
        quick.Dispose();
        waiting.Dispose();
        room.Dispose();
    }

    private async Task<T> QuicklyAsync<T>(SiteId site, Func<SiteAgentClient, Task<T>> call, CancellationToken ct)
    {
        await room.WaitAsync(ct);
        var place = new Place(room);
        await using var limit = time.CreateTimer(_ => place.Leave(), null, PlaceLimit, Timeout.InfiniteTimeSpan);
        try
        {
            return await call(Speak(quick, site));
        }
        finally
        {
            place.Leave();
        }
    }

    private SiteAgentClient Speak(HttpClient http, SiteId site)
    {
        var credential = token(site) ?? throw new UnreachableException($"There is no credential for {site} yet.");
        return new SiteAgentClient(new ApiConnection(http, () => credential, request => request.Options.Set(SiteAgentClient.SiteOption, site)));
    }

    /// <summary>One of the places for short calls, given back once.</summary>
    private sealed class Place(SemaphoreSlim room)
    {
        private int isLeft;

        public void Leave()
        {
            if (Interlocked.Exchange(ref isLeft, 1) == 0)
                room.Release();
        }
    }
}
