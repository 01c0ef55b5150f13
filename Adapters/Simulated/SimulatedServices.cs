using ComputeNet.Adapters.Host;
using ComputeNet.Adapters.Host.Agent;
using Microsoft.Extensions.DependencyInjection;

namespace ComputeNet.Adapters.Simulated;

/// <summary>How a process gets simulated sites.</summary>
public static class SimulatedServices
{
    public static IServiceCollection AddSimulatedSites(this IServiceCollection services, SimulatedOptions options)
    {
        var agents = new SiteAgentOptions
        {
            Centre = options.Centre,
            Token = options.Token,
            JournalPath = Path.Combine(options.DataDirectory, "simulated-journal.jsonl"),
            // What a simulated site would lose with the machine's power, nobody misses.
            FlushToDisk = false,
            Pace = options.Pace,
        };
        services.AddSingleton(_ => new SimulatedClient(Path.Combine(options.DataDirectory, "simulated-jobs.jsonl")));
        return services.AddSiteAgents(agents, provider =>
        {
            var client = provider.GetRequiredService<SimulatedClient>();
            var clock = provider.GetRequiredService<TimeProvider>();
            return [.. options.Sites.Select(site => new AgentSite(site.Id, new SimulatedScheduler(site, client, options, clock)))];
        });
    }
}
