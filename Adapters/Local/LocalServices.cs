using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;
using ComputeNet.Adapters.Host;
using ComputeNet.Adapters.Host.Agent;
using ComputeNet.Adapters.Port;
using ComputeNet.Adapters.Sensing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ComputeNet.Adapters.Local;

/// <summary>How a process gets this machine as a site.</summary>
public static class LocalServices
{
    public static IServiceCollection AddLocalSite(this IServiceCollection services, LocalOptions options)
    {
        var agent = new SiteAgentOptions
        {
            Centre = options.Centre,
            Token = options.Token,
            JournalPath = Path.Combine(options.DataDirectory, $"{options.Site}-journal.jsonl"),
            Pace = options.Pace,
        };
        return services.AddSiteAgent(agent, provider => new AgentSite(options.Site, SchedulerOf(options, provider)));
    }

    /// <summary>The scheduler alone, as the conformance suite wants it.</summary>
    [SupportedOSPlatform("linux")]
    public static LocalScheduler CreateScheduler(LocalOptions options, TimeProvider clock, ILogger<LocalScheduler> logger, DeviceSensor? sensor = null)
    {
        var state = Path.GetFullPath(Path.Combine(options.DataDirectory, options.Site.Value));
        return new(options, new LocalClient(new LocalPaths(state, WorkOf(options, state))), new LocalGround(options, LocalMachine.Sense(), sensor ?? new DeviceSensor(), logger), clock, logger);
    }

    private static ISiteScheduler SchedulerOf(LocalOptions options, IServiceProvider provider) => OperatingSystem.IsLinux()
        ? CreateScheduler(options, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<LocalScheduler>>())
        : new NoLocalScheduler();

    /// <summary>
    /// Jobs of other users must be able to reach their folders; the agent's data often lies where they cannot (a home, say). Not in /tmp, where
    /// somebody else could have made the folder before us.
    /// </summary>
    [SupportedOSPlatform("linux")]
    private static string WorkOf(LocalOptions options, string state)
    {
        Directory.CreateDirectory(options.DataDirectory);
        if (options.WorkDirectory is { } chosen)
            return Path.GetFullPath(chosen);
        if (!Environment.IsPrivilegedProcess || Executables.IsOpenToOthers(options.DataDirectory))
            return Path.Combine(Path.GetFullPath(options.DataDirectory), $"{options.Site}-work");
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(state)))[..12];
        return $"/var/lib/computenet-work-{name}";
    }
}
