using ComputeNet.Adapters.Host;
using ComputeNet.Adapters.Host.Agent;
using ComputeNet.Adapters.Simulated;
using ComputeNet.Benchmarks.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ComputeNet.Benchmarks.Sites;

/// <summary>The agents of many simulated sites, in this process, as an adapter has them.</summary>
internal sealed class SiteFleet : IAsyncDisposable
{
    private readonly IHost host;
    private readonly string folder;

    private SiteFleet(IHost host, string folder) => (this.host, this.folder) = (host, folder);

    /// <param name="centre">Where they speak.</param>
    /// <param name="sites">Who they are.</param>
    /// <param name="heartbeat">How often each is heard at least.</param>
    /// <param name="deltaEvery">A pool's devices are drawn anew this often: about seven in ten draws are another number, which is declared.</param>
    /// <param name="meter">What times their calls.</param>
    public static async Task<SiteFleet> StartAsync(StandaloneCentre centre, IReadOnlyList<SimulatedSite> sites, TimeSpan heartbeat, TimeSpan deltaEvery, CallMeter meter)
    {
        var folder = Directory.CreateTempSubdirectory("cn-fleet-").FullName;
        var options = new SimulatedOptions
        {
            Centre = centre.Address,
            Token = centre.TokenOf,
            DataDirectory = folder,
            Sites = sites,
            AbsentShare = 0.5,
            AbsentFor = deltaEvery,
            Pace = new AgentPace { Heartbeat = heartbeat, StartSpread = heartbeat },
        }.Checked();
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSiteAgents(
            new SiteAgentOptions { Centre = options.Centre, Token = options.Token, JournalPath = Path.Combine(folder, "journal.jsonl"), FlushToDisk = false, Pace = options.Pace, Around = meter.Around },
            provider =>
            {
                var client = new SimulatedClient(Path.Combine(folder, "jobs.jsonl"));
                provider.GetRequiredService<IHostApplicationLifetime>().ApplicationStopped.Register(client.Dispose);
                return [.. sites.Select(s => new AgentSite(s.Id, new SimulatedScheduler(s, client, options, TimeProvider.System)))];
            });
        var host = builder.Build();
        await host.StartAsync();
        return new(host, folder);
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        host.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
