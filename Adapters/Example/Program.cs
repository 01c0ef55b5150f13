using ComputeNet.Adapters.Example;
using ComputeNet.Adapters.Host;
using ComputeNet.Contracts.Vocabulary;

return await HostProgram.RunAsync(args, (services, settings) => services.AddKiln(
    new KilnOptions { Site = settings.Site ?? new SiteId("kiln"), Folder = Path.Combine(settings.DataDirectory, "kiln") }, settings));
