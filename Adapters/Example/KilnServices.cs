using ComputeNet.Adapters.Host;
using ComputeNet.Adapters.Host.Agent;
using Microsoft.Extensions.DependencyInjection;

namespace ComputeNet.Adapters.Example;

/// <summary>How a process gets a kiln.</summary>
public static class KilnServices
{
    public static IServiceCollection AddKiln(this IServiceCollection services, KilnOptions options, AdapterSettings settings)
    {
        var agent = new SiteAgentOptions { Centre = settings.Centre, Token = settings.TokenOf, JournalPath = Path.Combine(settings.DataDirectory, "kiln-journal.jsonl") };
        return services.AddSiteAgent(agent, provider => new(options.Site, new KilnScheduler(options, new KilnClient(options.Folder), provider.GetRequiredService<TimeProvider>())));
    }
}
