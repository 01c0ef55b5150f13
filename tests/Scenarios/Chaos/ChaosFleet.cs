using ComputeNet.Adapters.Host;
using ComputeNet.Adapters.Host.Agent;
using ComputeNet.Adapters.Simulated;
using ComputeNet.Benchmarks.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ComputeNet.Scenarios.Chaos;

/// <summary>All sites, in groups that stand for adapter processes: each has its own journal and line, and can be stopped at any moment and started again on what it wrote down.</summary>
internal sealed class ChaosFleet : IAsyncDisposable
{
    private readonly SimulatedOptions options;
    private readonly TimeProvider clock;
    private readonly Witness witness;
    private readonly string folder = Directory.CreateTempSubdirectory("cn-chaos-").FullName;
    private readonly (IHost Host, SimulatedClient Client)?[] running = new (IHost, SimulatedClient)?[ChaosPlan.Groups];
    private readonly SemaphoreSlim one = new(1);

    public ChaosFleet(StandaloneCentre centre, IReadOnlyList<SimulatedSite> sites, ChaosPlan plan, ChaosSettings settings, TimeProvider clock, Witness witness)
    {
        (this.clock, this.witness) = (clock, witness);
        options = new SimulatedOptions
        {
            Centre = centre.Address,
            Token = centre.TokenOf,
            DataDirectory = folder,
            Sites = sites,
            Seed = settings.Seed,
            Faults = plan.Faults,
            FailureRate = 0.03,
            RefusalRate = 0.03,
            LossRate = 0.02,
            DoubleRunRate = 0.02,
            SkewedShare = 0.1,
            MostSkew = TimeSpan.FromMinutes(10),
            ForeignShare = 0.1,
            AbsentShare = 0.2,
            AbsentFor = TimeSpan.FromMinutes(30),
            SlowestAnswer = TimeSpan.FromMinutes(2),
            Pace = new AgentPace
            {
                OrdersWait = TimeSpan.FromSeconds(10),
                Heartbeat = TimeSpan.FromSeconds(3),
                Telemetry = TimeSpan.FromSeconds(15),
                LongestPause = TimeSpan.FromSeconds(4),
                StartSpread = TimeSpan.FromSeconds(1),
            },
        }.Checked();
    }

    public async Task StartAsync(int group)
    {
        await one.WaitAsync();
        try
        {
            if (running[group] is null)
                running[group] = await LaunchAsync(group);
        }
        finally
        {
            one.Release();
        }
    }

    /// <summary>No goodbye: what the group did not write down before is gone.</summary>
    public async Task KillAsync(int group)
    {
        await one.WaitAsync();
        try
        {
            if (running[group] is not { } gone)
                return;
            running[group] = null;
            using var now = new CancellationTokenSource();
            await now.CancelAsync();
            await gone.Host.StopAsync(now.Token);
            gone.Host.Dispose();
            gone.Client.Dispose();
        }
        finally
        {
            one.Release();
        }
    }

    /// <summary>Jobs that hold devices now, whoever ordered them.</summary>
    public IReadOnlyList<SimulatedJob> Living()
    {
        var now = clock.GetUtcNow();
        return [.. running.SelectMany((r, group) => r is null ? [] : SitesOf(group).SelectMany(s => r.Value.Client.ListOf(s.Id)).Where(j => j.HoldsDevices(now + SimulatedLoad.SkewOf(SiteOf(j), options))))];
    }

    public async ValueTask DisposeAsync()
    {
        for (var group = 0; group < running.Length; group++)
            await KillAsync(group);
        Directory.Delete(folder, recursive: true);
    }

    private static Contracts.Vocabulary.SiteId SiteOf(SimulatedJob job) => new(job.Pool.Value.Split('.')[0]);

    private IEnumerable<SimulatedSite> SitesOf(int group) => options.Sites.Where((_, index) => index % ChaosPlan.Groups == group);

    private async Task<(IHost, SimulatedClient)> LaunchAsync(int group)
    {
        var client = new SimulatedClient(Path.Combine(folder, $"jobs-{group}.jsonl"));
        var line = new SimulatedLine(options, clock);
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(clock);
        builder.Services.AddSiteAgents(
            new SiteAgentOptions
            {
                Centre = options.Centre,
                Token = line.TokenOf,
                JournalPath = Path.Combine(folder, $"journal-{group}.jsonl"),
                FlushToDisk = false,
                Pace = options.Pace,
                Around = line.Around,
            },
            _ => [.. SitesOf(group).Select(site => new SimulatedScheduler(site, client, options, clock) is var scheduler ? new AgentSite(site.Id, witness.Beside(site.Id, scheduler)) { Clock = scheduler.Clock } : null!)]);
        var host = builder.Build();
        await host.StartAsync();
        return (host, client);
    }
}
