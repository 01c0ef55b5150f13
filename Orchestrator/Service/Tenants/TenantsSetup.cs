namespace ComputeNet.Service.Tenants;

/// <summary>Users, tokens and tenants.</summary>
public static class TenantsSetup
{
    public static IServiceCollection AddTenants(this IServiceCollection services)
    {
        services.AddSingleton<AccessTokens>();
        return services;
    }
}
