using ComputeNet.Adapters.Local;
using ComputeNet.Adapters.Simulated;
using ComputeNet.Portal;
using ComputeNet.Service;
using ComputeNet.Service.Health;
using ComputeNet.Service.World;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ComputeNet.Standalone;

/// <summary>Orchestrator, portal and site adapters in one web application. They meet over HTTP and the hub, as they would on separate machines.</summary>
public static class Composition
{
    public static WebApplication Build(StandaloneOptions options, DataFolder data, Uri address, TimeProvider clock, string connectionString)
    {
        // The content lies beside the program, wherever it was started from.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls(address.ToString());
        builder.Services.AddSingleton(clock);
        // The section ComputeNet of the configuration may set the rest, for example InitialPasswords.
        var orchestrator = builder.Configuration.GetSection("ComputeNet").Get<OrchestratorOptions>() ?? new OrchestratorOptions();
        orchestrator.ConnectionString = connectionString;
        orchestrator.WorldFolder = options.World;
        if (options.LocalSite)
            orchestrator.OwnSites.Add(new OwnSite(OwnSites.Local.Value, "本机", "This machine", options.Place));
        builder.AddOrchestrator(orchestrator);
        builder.AddPortal(new PortalOptions(address) { KeysFolder = data.Keys });
        builder.Services.AddHttpClient();
        builder.Services.AddHealthChecks().Add(new HealthCheckRegistration(
            PortalAnswers.Name, services => new PortalAnswers(services.GetRequiredService<IHttpClientFactory>(), address), null, [HealthSetup.Ready], TimeSpan.FromSeconds(5)));

        var sites = OwnSites.Of(options);
        builder.Services.AddSingleton(sites);
        builder.Services.AddHostedService<OwnSitesSignIn>();
        if (sites.Simulated.Count > 0)
            builder.Services.AddSimulatedSites(new SimulatedOptions { Centre = address, Token = sites.TokenOf, DataDirectory = data.Sites, Sites = sites.Simulated });
        if (options.LocalSite)
            builder.Services.AddLocalSite(new LocalOptions { Centre = address, Token = sites.TokenOf, DataDirectory = data.Sites, Site = OwnSites.Local });

        var app = builder.Build();
        app.MapOrchestrator();
        app.MapPortal();
        return app;
    }
}
