using ComputeNet.Portal.Api;
using ComputeNet.Portal.Features.Audit;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;

namespace ComputeNet.Portal;

/// <summary>
/// The portal's routes. Beside the Orchestrator in one process they keep off <c>/api</c>, <c>/hubs</c>, <c>/openapi</c>, <c>/healthz</c> and <c>/readyz</c>.
/// </summary>
public static class PortalRouting
{
    private static readonly TimeSpan PreferenceLife = TimeSpan.FromDays(365);

    /// <summary>An address that nobody has: our "not found" page, except under the Orchestrator's roots and for files, which answer a bare 404.</summary>
    private const string NotOurs = "{*path:nonfile:regex(^(?!(api|hubs|openapi|healthz|readyz|_blazor|_framework|_content)(/|$)).*)}";

    /// <summary>Call it after the host's own authentication and authorization middleware, if it adds them itself.</summary>
    public static void MapPortal(this WebApplication app)
    {
        app.UseWhen(context => !context.Request.Path.StartsWithSegments("/api"), portal => portal.UseRequestLocalization());
        app.UseAntiforgery();
        app.MapStaticAssets().AllowAnonymous();
        app.MapRazorComponents<App>()
            .AddInteractiveServerRenderMode()
            .RequireAuthorization(PortalAccess.SignedIn);
        var endpoints = app.MapPortalEndpoints();
        endpoints.MapPost(PortalAccess.SignOutPath, SignOutAsync);
        endpoints.MapGet(AuditExport.Path, AuditExport.HandleAsync);
        app.MapPost("/language", SpeakAsync).AllowAnonymous();
        app.MapFallback(NotOurs, () => Results.LocalRedirect("/not-found")).RequireAuthorization(PortalAccess.SignedIn);
    }

    /// <summary>
    /// A group for plain endpoints of the portal (downloads, posts): signed in, and <c>Portal/Api</c> acts for that person.
    /// In a circuit Blazor tells the authentication state who it is; outside one this does.
    /// </summary>
    private static RouteGroupBuilder MapPortalEndpoints(this WebApplication app)
    {
        var group = app.MapGroup("").RequireAuthorization(PortalAccess.SignedIn);
        group.AddEndpointFilter((context, next) =>
        {
            if (context.HttpContext.RequestServices.GetRequiredService<AuthenticationStateProvider>() is IHostEnvironmentAuthenticationStateProvider host)
                host.SetAuthenticationState(Task.FromResult(new AuthenticationState(context.HttpContext.User)));
            return next(context);
        });
        return group;
    }

    /// <summary>Reading the form is what makes the framework check the antiforgery token in it.</summary>
    private static async Task<IResult> SignOutAsync(IFormCollection _, HttpContext context, ISessions sessions, ILogger<PortalOptions> logger, CancellationToken ct)
    {
        if (await sessions.SignOutAsync(ct) is { } trouble)
            logger.LogWarning("The session of {User} was not revoked at sign-out: {Code} {Detail}", context.User.Identity?.Name, trouble.Code, trouble.Detail);
        await context.SignOutAsync(PortalAccess.Scheme);
        return Results.LocalRedirect(PortalAccess.SignInPath);
    }

    private static IResult SpeakAsync(HttpContext context, [FromForm] string language, [FromForm] string? returnUrl)
    {
        if (!PortalLanguages.All.Contains(language))
            return Results.ValidationProblem(new Dictionary<string, string[]> { ["language"] = [$"'{language}' is not one of {string.Join(", ", PortalLanguages.All)}."] });
        context.Response.Cookies.Append(
            CookieRequestCultureProvider.DefaultCookieName,
            CookieRequestCultureProvider.MakeCookieValue(new(language)),
            new() { MaxAge = PreferenceLife, SameSite = SameSiteMode.Lax, HttpOnly = true, IsEssential = true });
        return Results.LocalRedirect(PortalAccess.SafeReturn(returnUrl));
    }
}
