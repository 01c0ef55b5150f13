using ComputeNet.Adapters.Host;
using ComputeNet.Adapters.Local;
using ComputeNet.Contracts.Vocabulary;
using Microsoft.Extensions.DependencyInjection;

namespace ComputeNet.Adapters.Program.Schedulers;

/// <summary>This machine, with the settings <c>Local:…</c> named as in <see cref="LocalOptions"/>.</summary>
internal static class LocalHosting
{
    public static HostedScheduler Scheduler { get; } = new("local", Compose);

    private static void Compose(IServiceCollection services, AdapterSettings settings)
    {
        var site = settings.Site ?? new SiteId("local");
        var defaults = new LocalOptions { Centre = settings.Centre, Token = settings.TokenOf, DataDirectory = settings.DataDirectory };
        services.AddLocalSite(new LocalOptions
        {
            Centre = settings.Centre,
            Token = settings.TokenOf,
            DataDirectory = settings.DataDirectory,
            Site = site,
            WorkDirectory = settings.Text("Local:WorkDirectory"),
            AllowedExecutables = settings.Words("Local:AllowedExecutables"),
            MaxProcesses = (int)settings.Number("Local:MaxProcesses", defaults.MaxProcesses, 1, 1_000_000),
            PricePerCoreHour = settings.Yuan("Local:PricePerCoreHour") ?? defaults.PricePerCoreHour,
            PricePerAcceleratorHour = settings.Yuan("Local:PricePerAcceleratorHour") ?? defaults.PricePerAcceleratorHour,
            WattsPerCore = settings.Number("Local:WattsPerCore", defaults.WattsPerCore, 0, 10_000),
        });
    }
}
