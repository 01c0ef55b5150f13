using ComputeNet.Adapters.Host;
using ComputeNet.Adapters.Simulated;
using ComputeNet.World.Loading;
using Microsoft.Extensions.DependencyInjection;

namespace ComputeNet.Adapters.Program.Schedulers;

/// <summary>The demonstration fleet, or the one site of it that <c>--site</c> names, with the settings <c>Simulated:…</c> named as in <see cref="SimulatedOptions"/>.</summary>
internal static class SimulatedHosting
{
    public static HostedScheduler Scheduler { get; } = new("simulated", Compose);

    private static void Compose(IServiceCollection services, AdapterSettings settings) => services.AddSimulatedSites(new SimulatedOptions
    {
        Centre = settings.Centre,
        Token = settings.TokenOf,
        DataDirectory = settings.DataDirectory,
        Sites = SitesOf(settings),
        Seed = (int)settings.Number("Simulated:Seed", 1, 0, int.MaxValue),
        FailureRate = settings.Number("Simulated:FailureRate", 0, 0, 1),
        RefusalRate = settings.Number("Simulated:RefusalRate", 0, 0, 1),
        LossRate = settings.Number("Simulated:LossRate", 0, 0, 1),
        OutagesPerDay = settings.Number("Simulated:OutagesPerDay", 0, 0, 1),
    });

    private static List<SimulatedSite> SitesOf(AdapterSettings settings)
    {
        var fleet = SimulatedFleet.Load(WorldLocator.DefaultFolder);
        if (settings.Site is not { } only)
            return [.. fleet];
        return fleet.FirstOrDefault(site => site.Id == only) is { } site ? [site] : throw new AdapterSettingException($"The demonstration fleet has no site '{only}'.");
    }
}
