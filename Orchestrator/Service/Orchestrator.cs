using ComputeNet.Contracts;
using ComputeNet.Service.Audit;
using ComputeNet.Service.Changes;
using ComputeNet.Service.Health;
using ComputeNet.Service.Http;
using ComputeNet.Service.Http.OpenApi;
using ComputeNet.Service.Plans;
using ComputeNet.Service.Policies;
using ComputeNet.Service.Pools;
using ComputeNet.Service.Services;
using ComputeNet.Service.Sites;
using ComputeNet.Service.Sites.Acts;
using ComputeNet.Service.Sites.Elsewhere;
using ComputeNet.Service.Sites.Enrolment;
using ComputeNet.Service.Sites.Hub;
using ComputeNet.Service.Sites.Publications;
using ComputeNet.Service.Sites.Sensing;
using ComputeNet.Service.Sites.Silence;
using ComputeNet.Service.Sites.Trust;
using ComputeNet.Service.Telemetry;
using ComputeNet.Service.Tenants;
using ComputeNet.Service.Workflows;
using ComputeNet.Service.Workloads;
using ComputeNet.Service.World;
using JasperFx.Events.Daemon;
using Marten;
using Microsoft.Extensions.DependencyInjection.Extensions;
using StackExchange.Redis;

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
            .AddAsyncDaemon(DaemonMode.HotCold)
            .AddSubscriptionWithServices<ChangeBroadcast>(ServiceLifetime.Singleton);
        builder.AddTelemetry();
        builder.Services.AddApi().AddApiDescription().AddHealth();
        builder.Services.AddTenants();
        builder.Services.AddSingleton<AuditReader>();
        var hub = builder.Services.AddSignalR().AddJsonProtocol(json => WireFormat.Configure(json.PayloadSerializerOptions));
        if (options.Redis is { Length: > 0 } redis)
            hub.AddStackExchangeRedis(redis, configure => configure.Configuration.ChannelPrefix = RedisChannel.Literal("computenet"));
        hub.AddHubOptions<SiteHub>(site =>
        {
            site.MaximumReceiveMessageSize = SiteHub.LargestMessageBytes;
            site.MaximumParallelInvocationsPerClient = SiteHub.MessagesAtOnce;
        });
        builder.Services
            .AddSingleton<SiteRoutes>().AddSingleton<PublicationProofs>().AddSingleton<SiteRefusals>().AddHostedService(provider => provider.GetRequiredService<SiteRefusals>())
            .AddSingleton(_ => WorldServices.Load(options)).AddSingleton<RegisteredSites>().AddHostedService(provider => provider.GetRequiredService<RegisteredSites>())
            .AddSingleton<SecretAlarms>().AddHostedService(provider => provider.GetRequiredService<SecretAlarms>()).AddSingleton<SiteActs>().AddHostedService<SiteRemovals>()
            .AddSingleton<SitePresence>().AddSingleton<SiteClocks>().AddSingleton<SiteSignals>().AddHostedService<OrderWatch>().AddSingleton<SiteReader>().AddSingleton<TrustBook>()
            .AddSingleton<WorkloadReader>()
            .AddSingleton<AdvanceWorkflows>().AddSingleton<OpenWorkflows>().AddSingleton<LookAheads>().AddSingleton<WorkflowReader>().AddSingleton<ServicePlans>()
            .AddSingleton<RoundPace>().AddSingleton<ProblemSnapshot>().AddSingleton<LatestPicture>().AddSingleton<OnlineOffers>().AddSingleton<Forecaster>().AddSingleton<ForecastBook>()
            .AddSingleton<ApplyPlan>().AddSingleton<AskMoves>().AddSingleton<PlanningRound>().AddSingleton<PlanReader>().AddSingleton<RoundTrigger>()
            .AddHostedService<RoundLoop>()
            .AddSingleton<SensingBook>().AddSingleton<ElsewhereReader>()
            .AddSingleton<SharedPresence>().AddSingleton<EvictionBudget>().AddSingleton<SilentSiteTurn>().AddHostedService<SilentSites>()
            .AddHostedService<StretchEnds>();
        return builder;
    }

    public static WebApplication MapOrchestrator(this WebApplication app)
    {
        app.MapApi().MapWorld().MapSites().MapPools().MapWorkloads().MapWorkflows().MapServices().MapPlans().MapPolicies().MapTenants().MapAudit();
        app.MapHub<ChangesHub>(ChangesHub.Route, hub => hub.CloseOnAuthenticationExpiration = true).RequireAuthorization(Access.EveryPerson);
        app.MapHub<SiteHub>(SiteHub.Route, hub => hub.CloseOnAuthenticationExpiration = true).RequireAuthorization(Access.Site);
        app.MapSitePublications();
        app.MapApiDescription();
        app.MapHealth();
        return app;
    }
}
