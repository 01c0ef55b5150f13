using ComputeNet.Adapters.Host;
using ComputeNet.Adapters.Local;
using ComputeNet.Contracts.Vocabulary;

return await HostProgram.RunAsync(args, (services, settings) => services.AddLocalSite(new LocalOptions
{
    Centre = settings.Centre,
    Token = settings.TokenOf,
    DataDirectory = settings.DataDirectory,
    Site = settings.Site ?? new SiteId("local"),
}));
