using ComputeNet.Adapters.Host;
using ComputeNet.Adapters.Host.Agent;
using ComputeNet.Adapters.Sensing;
using Microsoft.Extensions.DependencyInjection;

namespace ComputeNet.Adapters.Slurm;

/// <summary>How a process gets a Slurm cluster as a site.</summary>
public static class SlurmServices
{
    public static IServiceCollection AddSlurmSite(this IServiceCollection services, SlurmOptions options)
    {
        var agent = new SiteAgentOptions
        {
            Centre = options.Centre,
            Token = options.Token,
            JournalPath = Path.Combine(options.DataDirectory, $"{options.Site}-journal.jsonl"),
            Pace = options.Pace,
        };
        // By the container, one of each for every site: several may be in one process.
        services.AddKeyedSingleton(options.Site, (_, _) => new SlurmClient(options));
        services.AddKeyedSingleton(options.Site, (_, _) => new SlurmMemory(MemoryPath(options)));
        return services.AddSiteAgent(agent, provider => new AgentSite(options.Site, CreateScheduler(
            options, provider.GetRequiredKeyedService<SlurmClient>(options.Site), provider.GetRequiredKeyedService<SlurmMemory>(options.Site), provider.GetRequiredService<TimeProvider>())));
    }

    /// <summary>The scheduler alone, as the conformance suite wants it; what it can do follows from what the credential may.</summary>
    public static SlurmScheduler CreateScheduler(SlurmOptions options, SlurmClient client, SlurmMemory memory, TimeProvider clock, DeviceSensor? sensor = null) => options.Scontrol is null
        ? new SlurmScheduler(options, client, memory, sensor ?? new(), clock)
        : new SlurmOperatorScheduler(options, client, memory, sensor ?? new(), clock);

    public static string MemoryPath(SlurmOptions options) => Path.Combine(options.DataDirectory, $"{options.Site}-slurm.jsonl");
}
