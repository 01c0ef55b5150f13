using ComputeNet.Portal.Api;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting.StaticWebAssets;
using MudBlazor.Services;

namespace ComputeNet.Portal;

/// <summary>The portal's services: in a process of its own, or beside the Orchestrator in one.</summary>
public static class PortalComposition
{
    public static void AddPortal(this WebApplicationBuilder builder, PortalOptions options)
    {
        // Outside Development the host does not look for the assets of a build (only of a publish) by itself.
        StaticWebAssetsLoader.UseStaticWebAssets(builder.Environment, builder.Configuration);
        var services = builder.Services;
        services.AddSingleton(options);
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddCascadingAuthenticationState();
        services.AddMudServices();
        services.AddHttpContextAccessor();
        services.AddPortalAccess();
        services.AddPortalLanguages();
        services.AddAntiforgery(antiforgery => antiforgery.Cookie.Name = "computenet.antiforgery");
        services.AddDataProtection()
            .SetApplicationName("computenet-portal")
            .PersistKeysToFileSystem(Directory.CreateDirectory(Path.GetFullPath(options.KeysFolder)));
        services.AddPortalApi(options);
        services.AddPortalScreens();
    }

    private static void AddPortalApi(this IServiceCollection services, PortalOptions options)
    {
        services.AddHttpClient(Door.HttpClientName, http =>
        {
            http.BaseAddress = options.Orchestrator;
            http.Timeout = TimeSpan.FromSeconds(20);
        });
        services.TryAddClock();
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

    /// <summary>Every view model of this assembly, one per showing of its page.</summary>
    private static void AddPortalScreens(this IServiceCollection services)
    {
        foreach (var model in typeof(PortalComposition).Assembly.GetTypes().Where(t => t is { IsClass: true, IsAbstract: false } && t.IsAssignableTo(typeof(Shared.ViewModel))))
            services.AddTransient(model);
    }

    private static void TryAddClock(this IServiceCollection services)
    {
        if (services.All(s => s.ServiceType != typeof(TimeProvider)))
            services.AddSingleton(TimeProvider.System);
    }
}
