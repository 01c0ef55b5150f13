using ComputeNet.Adapters.Host;
using ComputeNet.Adapters.Host.Agent;
using k8s;
using k8s.Exceptions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ComputeNet.Adapters.Kubernetes;

/// <summary>How a process gets a cluster as a site.</summary>
public static class KubernetesServices
{
    public static IServiceCollection AddKubernetesSite(this IServiceCollection services, KubernetesOptions options)
    {
        var agent = new SiteAgentOptions
        {
            Centre = options.Centre,
            Token = options.Token,
            JournalPath = Path.Combine(options.DataDirectory, $"{options.Site}-journal.jsonl"),
            Pace = options.Pace,
        };
        services.AddSingleton(_ => new KubernetesClient(options));
        services.AddSingleton(provider => new KubernetesView(provider.GetRequiredService<KubernetesClient>(), options.Pace));
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<KubernetesView>());
        return services.AddSiteAgent(agent, provider => new AgentSite(options.Site, new KubernetesScheduler(
            options, provider.GetRequiredService<KubernetesClient>(), provider.GetRequiredService<KubernetesView>(), provider.GetRequiredService<TimeProvider>())));
    }

    /// <summary>From a kubeconfig, or from what a pod finds in itself when none is named; what is wrong with it comes as the message for whoever starts the adapter.</summary>
    public static KubernetesClientConfiguration Connect(string? kubeconfig, string? context)
    {
        try
        {
            return kubeconfig is null ? KubernetesClientConfiguration.InClusterConfig() : KubernetesClientConfiguration.BuildConfigFromConfigFile(kubeconfig, context);
        }
        catch (Exception e) when (e is KubeConfigException or KubernetesClientException or IOException)
        {
            throw new AdapterSettingException(kubeconfig is null ? $"This process is in no cluster, and no kubeconfig is named: {e.Message}" : $"The kubeconfig '{kubeconfig}' cannot be used: {e.Message}");
        }
    }
}
