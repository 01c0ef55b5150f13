using ComputeNet.Adapters.Conformance.Report;
using ComputeNet.Adapters.Conformance.Running;
using ComputeNet.Adapters.Host.Agent;
using ComputeNet.Adapters.Host.Journal;
using ComputeNet.Adapters.Host.Transports;
using ComputeNet.Adapters.Port;
using ComputeNet.Adapters.Tests.Harness;
using ComputeNet.Contracts.Vocabulary;
using Microsoft.Extensions.Logging.Abstractions;

namespace ComputeNet.Adapters.Tests.Conformance;

/// <summary>A whole adapter (agent, host, scheduler) that speaks to a stand-in of the centre over one transport, and can be killed and started again.</summary>
public sealed class AdapterOnTheLine<TFixture> : ITester, IAsyncDisposable where TFixture : SchedulerFixture, new()
{
    private static readonly AgentPace Pace = AgentRun.Quick with { OrdersWait = TimeSpan.FromSeconds(5), Telemetry = TimeSpan.FromMilliseconds(100) };

    private readonly TFixture fixture = new();
    private readonly CentreTransport transport;
    private readonly ISiteLine centre;
    private Agent agent;

    private AdapterOnTheLine(CentreTransport transport, ISiteLine centre)
    {
        (this.transport, this.centre) = (transport, centre);
        agent = Begin();
    }

    public bool CanRestart => true;

    /// <summary>What the scheduler's interfaces say that the adapter can do.</summary>
    public IReadOnlyList<string> Can => Capabilities.Of(agent.Scheduler);

    public static async Task<(ConformanceReport Report, IReadOnlyList<string> Can)> JudgeAsync(CentreTransport transport)
    {
        await using var centre = await SiteLines.OpenAsync(transport);
        await using var adapter = new AdapterOnTheLine<TFixture>(transport, centre);
        var options = new SuiteOptions { Run = transport.Word(), Clock = adapter.fixture.Clock, Tick = TimeSpan.FromMilliseconds(20), Outage = TimeSpan.FromMilliseconds(300) };
        var suite = new Suite(centre.Centre, adapter.fixture.Site, adapter.fixture.Jobs, adapter, options);
        var inventory = (await suite.MeetAsync(TimeSpan.FromSeconds(30), default)).ShouldNotBeNull("the adapter never declared what it has");
        return (await suite.RunAsync(inventory), adapter.Can);
    }

    public int? StartsOf(JobKey job) => fixture.StartsOf(job);

    public Task PassTimeAsync(CancellationToken ct) => fixture.PassTimeAsync();

    public async Task RestartAsync(CancellationToken ct)
    {
        await agent.DisposeAsync();
        fixture.Crash();
        agent = Begin();
    }

    public async ValueTask DisposeAsync()
    {
        await agent.DisposeAsync();
        fixture.Dispose();
    }

    private Agent Begin() => new(fixture, centre, transport);

    private sealed class Agent : IAsyncDisposable
    {
        private readonly CancellationTokenSource stopping = new();
        private readonly FileJobJournal journal;
        private readonly CentreLine line;
        private readonly Task running;

        public Agent(TFixture fixture, ISiteLine centre, CentreTransport transport)
        {
            journal = new FileJobJournal(fixture.JournalPath, flushToDisk: false);
            line = new CentreLine(centre.Address, site => site.Value, Pace, transport: transport, sidecar: centre.Sidecar);
            Scheduler = fixture.Start();
            running = new SiteAgent(fixture.Site, Scheduler, journal, line, Pace, fixture.Clock, NullLogger<SiteAgent>.Instance).RunAsync(stopping.Token);
        }

        public ISiteScheduler Scheduler { get; }

        public async ValueTask DisposeAsync()
        {
            await stopping.CancelAsync();
            await running;
            line.Dispose();
            journal.Dispose();
            stopping.Dispose();
        }
    }
}
