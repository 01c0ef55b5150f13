using ComputeNet.Adapters.Host.Agent;
using ComputeNet.Adapters.Host.Journal;
using ComputeNet.Adapters.Host.Transports;
using ComputeNet.Adapters.Port;
using ComputeNet.Contracts.Tenants;
using ComputeNet.Contracts.Vocabulary;
using Microsoft.Extensions.Logging.Abstractions;

namespace ComputeNet.Orchestrator.Tests.Hosting;

/// <summary>
/// A real site agent against the real Orchestrator, over the transport of one's choice:
/// <c>await using var agent = await SiteAgentRun.StartAsync(host, CentreTransport.Hub, scheduler);</c> where <c>host</c> is a <see cref="ListeningHost"/>
/// (class fixture) and <c>scheduler</c> is any <see cref="ISiteScheduler"/>. A theory over <c>Enum.GetValues&lt;CentreTransport&gt;()</c> runs over all of them.
/// </summary>
public sealed class SiteAgentRun : IAsyncDisposable
{
    /// <summary>Quick enough for a test; nothing is asserted about its length.</summary>
    public static readonly AgentPace Quick = new()
    {
        OrdersWait = TimeSpan.FromSeconds(5),
        Heartbeat = TimeSpan.FromMilliseconds(200),
        Observe = TimeSpan.FromMilliseconds(20),
        ReportGap = TimeSpan.FromMilliseconds(20),
        ShortestPause = TimeSpan.FromMilliseconds(20),
        LongestPause = TimeSpan.FromMilliseconds(200),
        StartSpread = TimeSpan.Zero,
    };

    private readonly CancellationTokenSource stopping = new();
    private readonly string folder = Directory.CreateTempSubdirectory("agent-").FullName;
    private readonly FileJobJournal journal;
    private readonly CentreLine line;
    private readonly Task running;

    private SiteAgentRun(Uri centre, string token, CentreTransport transport, SiteId site, ISiteScheduler scheduler, TimeProvider clock, DaprSidecar? sidecar)
    {
        journal = new FileJobJournal(Path.Combine(folder, "journal.jsonl"), flushToDisk: false);
        line = new CentreLine(centre, _ => token, Quick, transport: transport, sidecar: sidecar);
        running = new SiteAgent(site, scheduler, journal, line, Quick, clock, NullLogger<SiteAgent>.Instance).RunAsync(stopping.Token);
    }

    public static async Task<SiteAgentRun> StartAsync(ListeningHost host, CentreTransport transport, ISiteScheduler scheduler, string site = "hangzhou-ai", TimeProvider? clock = null, Uri? at = null, DaprSidecar? sidecar = null)
    {
        var token = await host.TokenAsync($"site-{site}", Roles.Site, site: site, scope: TokenScopes.Site);
        return new(at ?? host.Address, token, transport, new SiteId(site), scheduler, clock ?? TimeProvider.System, sidecar);
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await running;
        line.Dispose();
        journal.Dispose();
        stopping.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
