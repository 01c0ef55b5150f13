using ComputeNet.Adapters.Host.Agent;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ComputeNet.Adapters.Host;

/// <summary>How a process gets site agents, be it an adapter executable or Standalone.</summary>
public static class SiteAgentServices
{
    /// <summary>One site.</summary>
    public static IServiceCollection AddSiteAgent(this IServiceCollection services, SiteAgentOptions options, Func<IServiceProvider, AgentSite> site) =>
        services.AddSiteAgents(options, provider => [site(provider)]);

    /// <summary>Many sites that share a journal and a line to the centre. May be called more than once, with different journals.</summary>
    public static IServiceCollection AddSiteAgents(this IServiceCollection services, SiteAgentOptions options, Func<IServiceProvider, IReadOnlyList<AgentSite>> sites) =>
        services.AddSiteAgents(_ => options, sites);

    /// <summary>The same, with options that need something of the process.</summary>
    public static IServiceCollection AddSiteAgents(this IServiceCollection services, Func<IServiceProvider, SiteAgentOptions> optionsOf, Func<IServiceProvider, IReadOnlyList<AgentSite>> sites)
    {
        services.TryAddSingleton(TimeProvider.System);
        // Not AddHostedService: that would take the second group of agents for a repetition of the first.
        return services.AddSingleton<IHostedService>(provider =>
        {
            var (options, settings) = (optionsOf(provider), provider.GetService<IConfiguration>());
            var transport = options.Transport ?? AdapterSettings.TransportOf(settings);
            var sidecar = options.Sidecar ?? AdapterSettings.SidecarOf(settings);
            return new SiteAgentService(options, transport, sidecar, () => sites(provider), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILoggerFactory>());
        });
    }
}
