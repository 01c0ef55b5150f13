using ComputeNet.Adapters.Host;
using ComputeNet.Adapters.Simulated;
using ComputeNet.World.Loading;

return await HostProgram.RunAsync(args, (services, settings) => services.AddSimulatedSites(new SimulatedOptions
{
    Centre = settings.Centre,
    Token = settings.TokenOf,
    DataDirectory = settings.DataDirectory,
    Sites = [.. SimulatedFleet.Load(WorldLocator.DefaultFolder).Where(site => settings.Site is not { } only || site.Id == only)],
    Seed = (int)settings.Number("Simulated:Seed", 1, 0, int.MaxValue),
    FailureRate = settings.Number("Simulated:FailureRate", 0, 0, 1),
    RefusalRate = settings.Number("Simulated:RefusalRate", 0, 0, 1),
    LossRate = settings.Number("Simulated:LossRate", 0, 0, 1),
    OutagesPerDay = settings.Number("Simulated:OutagesPerDay", 0, 0, 1),
}));
