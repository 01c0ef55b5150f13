namespace ComputeNet.Portal.Api;

/// <summary>The interfaces through which pages reach the Orchestrator, one per noun.</summary>
public static class PortalApi
{
    public static void AddPortalApi(this IServiceCollection services, PortalOptions options)
    {
        services.AddHttpClient(Door.HttpClientName, http =>
        {
            http.BaseAddress = options.Orchestrator;
            http.Timeout = TimeSpan.FromSeconds(20);
        });
        services.AddScoped<Door>();
        services.AddScoped<SharedFeed>();
        services.AddScoped<LiveQuery>();
        services.AddScoped<IFleet, FleetApi>();
        services.AddScoped<ISites, SitesApi>();
        services.AddScoped<ISiteOperations, SiteOperationsApi>();
        services.AddScoped<IWorkloads, WorkloadsApi>();
        services.AddScoped<IWorkflows, WorkflowsApi>();
        services.AddScoped<IAuditTrail, AuditTrailApi>();
        services.AddScoped<IPlans, PlansApi>();
        services.AddScoped<IPolicies, PoliciesApi>();
        services.AddScoped<ISessions, SessionsApi>();
        services.AddScoped<ILine, LineApi>();
    }
}
