using ComputeNet.Portal;
using ComputeNet.Service;

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
        builder.AddOrchestrator(new OrchestratorOptions { ConnectionString = connectionString, WorldFolder = options.World });
        builder.AddPortal(new PortalOptions(address) { KeysFolder = data.Keys });

        var app = builder.Build();
        app.MapOrchestrator();
        app.MapPortal();
        return app;
    }
}
