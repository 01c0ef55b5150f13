using ComputeNet.Adapters.Host.Agent;
using ComputeNet.Adapters.Host.Credentials;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ComputeNet.Adapters.Host;

/// <summary>The whole main program of an adapter executable.</summary>
public static class HostProgram
{
    private const int BadSetting = 2;

    /// <summary>Runs the agents that <paramref name="compose"/> adds, until the process is asked to stop. The answer is the exit code.</summary>
    public static async Task<int> RunAsync(string[] args, Action<IServiceCollection, AdapterSettings> compose)
    {
        try
        {
            var builder = Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder(args);
            // What was said when it joined has the least say.
            var joined = new CredentialFile(AdapterSettings.DataDirectoryOf(builder.Configuration)).Read().Kept?.Settings ?? new Dictionary<string, string>();
            builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = joined.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)) });
            var settings = new AdapterSettings(builder.Configuration);
            compose(builder.Services, settings);
            if (settings.Keeper is { } keeper)
                builder.Services.AddHostedService(provider => new CredentialRenewal(keeper, new AgentPace(), provider.GetRequiredService<ILogger<CredentialRenewal>>()));
            using var host = builder.Build();
            await host.RunAsync();
            return 0;
        }
        catch (AdapterSettingException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return BadSetting;
        }
    }
}
