using ComputeNet.Service.Http;
using ComputeNet.Service.Tenants;
using JasperFx.Events.Daemon;
using Marten;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace ComputeNet.Service;

/// <summary>The composition root: everything of the Orchestrator, added and mapped in the order in which a request meets it.</summary>
public static class Orchestrator
{
    public static WebApplicationBuilder AddOrchestrator(this WebApplicationBuilder builder, OrchestratorOptions options)
    {
        builder.Services.AddSingleton(options);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services
            .AddMarten(store => Ledger.Configure(store, options.ConnectionString))
            .UseLightweightSessions()
            .ApplyAllDatabaseChangesOnStartup()
            .AddAsyncDaemon(DaemonMode.HotCold);
        builder.Services.AddApi();
        builder.Services.AddTenants();
        return builder;
    }

    public static WebApplication MapOrchestrator(this WebApplication app)
    {
        var api = app.MapApi();
        return app;
    }
}
