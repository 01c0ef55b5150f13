using ComputeNet.Portal.Api;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting.StaticWebAssets;
using Microsoft.Extensions.DependencyInjection.Extensions;
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
            .PersistKeysToFileSystem(PrivateFolder(Path.GetFullPath(options.KeysFolder)));
        // It warns that keys lie unencrypted: they do, in a folder that only our own user can enter.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddKeyedSingleton(Shared.When.RealTime, TimeProvider.System);
        services.AddPortalApi(options);
        services.AddPortalScreens();
    }

    private static DirectoryInfo PrivateFolder(string path) => OperatingSystem.IsWindows()
        ? Directory.CreateDirectory(path)
        : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

    /// <summary>Every view model of this assembly, one per showing of its page.</summary>
    private static void AddPortalScreens(this IServiceCollection services)
    {
        foreach (var model in typeof(PortalComposition).Assembly.GetTypes().Where(t => t is { IsClass: true, IsAbstract: false } && t.IsAssignableTo(typeof(Shared.ViewModel))))
            services.AddTransient(model);
    }
}
