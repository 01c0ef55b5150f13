using ComputeNet.Adapters.Host.Agent;
using ComputeNet.Adapters.Host.Journal;
using ComputeNet.Adapters.Port;
using ComputeNet.Adapters.Simulated;
using ComputeNet.Adapters.Tests.Simulated;
using ComputeNet.Contracts.Vocabulary;
using Microsoft.Extensions.Logging.Abstractions;

namespace ComputeNet.Adapters.Tests.Harness;

/// <summary>The agent of the simulated test site, running in this process against a stand-in of the centre.</summary>
public sealed class AgentRun : IAsyncDisposable
{
    /// <summary>Quick enough for a test; only real time is involved, nothing is asserted about its length.</summary>
    public static readonly AgentPace Quick = new()
    {
        Heartbeat = TimeSpan.FromMilliseconds(100),
        Observe = TimeSpan.FromMilliseconds(20),
        ReportGap = TimeSpan.FromMilliseconds(10),
        ShortestPause = TimeSpan.FromMilliseconds(10),
        LongestPause = TimeSpan.FromMilliseconds(80),
        StartSpread = TimeSpan.Zero,
    };

    private readonly CancellationTokenSource stopping = new();
    private readonly FileJobJournal journal;
    private readonly SimulatedClient? client;
    private readonly CentreLine line;
    private readonly Task running;

    public AgentRun(CentreStandIn centre, string folder, TimeProvider clock, AgentPace? pace = null, Func<SiteId, string?>? token = null, SimulatedOptions? options = null, ISiteScheduler? scheduler = null)
    {
        journal = new FileJobJournal(Path.Combine(folder, "journal.jsonl"));
        var site = SimulatedWorld.Site;
        scheduler ??= new SimulatedScheduler(site, client = new SimulatedClient(Path.Combine(folder, "jobs.jsonl")), options ?? SimulatedWorld.Options(folder), clock);
        line = new CentreLine(centre.Address, token ?? (id => id.Value), pace ?? Quick);
        running = new SiteAgent(site.Id, scheduler, journal, line, pace ?? Quick, clock, NullLogger<SiteAgent>.Instance).RunAsync(stopping.Token);
    }

    /// <summary>The agent ends in the orderly way; what it knows is only what it wrote down before.</summary>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await running;
        line.Dispose();
        journal.Dispose();
        client?.Dispose();
        stopping.Dispose();
    }
}
