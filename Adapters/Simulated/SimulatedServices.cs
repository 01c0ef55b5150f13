using ComputeNet.Adapters.Host;
using ComputeNet.Adapters.Host.Agent;
using Microsoft.Extensions.DependencyInjection;

namespace ComputeNet.Adapters.Simulated;

/// <summary>How a process gets simulated sites.</summary>
public static class SimulatedServices
{
    public static IServiceCollection AddSimulatedSites(this IServiceCollection services, SimulatedOptions options)
    {
        options.Checked();
        services.AddSingleton(provider => new SimulatedLine(options, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(_ => new SimulatedClient(Path.Combine(options.DataDirectory, "simulated-jobs.jsonl")));
        return services.AddSiteAgents(provider => AgentsOf(options, provider.GetRequiredService<SimulatedLine>()), provider =>
        {
            var client = provider.GetRequiredService<SimulatedClient>();
            var clock = provider.GetRequiredService<TimeProvider>();
            return [.. options.Sites.Select(site => AgentOf(new SimulatedScheduler(site, client, options, clock), site))];
        });
    }

    /// <summary>What the agents of simulated sites share.</summary>
    public static SiteAgentOptions AgentsOf(SimulatedOptions options, SimulatedLine line) => new()
    {
        Centre = options.Centre,
        Token = line.TokenOf,
        JournalPath = Path.Combine(options.DataDirectory, "simulated-journal.jsonl"),
        // What a simulated site would lose with the machine's power, nobody misses.
        FlushToDisk = false,
        Pace = options.Pace,
        Around = line.Around,
    };

    private static AgentSite AgentOf(SimulatedScheduler scheduler, SimulatedSite site) => new(site.Id, scheduler) { Clock = scheduler.Clock };
}
