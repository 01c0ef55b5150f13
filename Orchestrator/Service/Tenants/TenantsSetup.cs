namespace ComputeNet.Service.Tenants;

/// <summary>Users, tokens and tenants.</summary>
public static class TenantsSetup
{
    public static IServiceCollection AddTenants(this IServiceCollection services)
    {
        services.AddSingleton<AccessTokens>().AddSingleton<Passwords>().AddSingleton<RateLimits>();
        services.AddSingleton<SiteTokens>().AddSingleton<FirstRun>();
        return services;
    }
}
