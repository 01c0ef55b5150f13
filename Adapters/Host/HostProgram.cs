using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

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
            compose(builder.Services, new AdapterSettings(builder.Configuration));
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
