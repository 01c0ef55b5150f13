namespace ComputeNet.Portal.Api;

/// <summary>The services of this folder: the portal's only way to the Orchestrator.</summary>
public static class ApiServices
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
        services.AddScoped<IWorkloads, WorkloadsApi>();
        services.AddScoped<IAuditTrail, AuditTrailApi>();
        services.AddScoped<IPlans, PlansApi>();
        services.AddScoped<ISessions, SessionsApi>();
        services.AddScoped<ILine, LineApi>();
    }
}
