using ComputeNet.Portal.Api;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;

namespace ComputeNet.Portal;

/// <summary>
/// The portal's routes. Beside the Orchestrator in one process they keep off <c>/api</c>, <c>/hubs</c>, <c>/openapi</c>, <c>/healthz</c> and <c>/readyz</c>.
/// </summary>
public static class PortalRouting
{
    private static readonly TimeSpan PreferenceLife = TimeSpan.FromDays(365);

    /// <summary>Call it after the host's own authentication and authorization middleware, if it adds them itself.</summary>
    public static void MapPortal(this WebApplication app)
    {
        app.UseWhen(context => !context.Request.Path.StartsWithSegments("/api"), portal => portal.UseRequestLocalization());
        app.UseAntiforgery();
        app.MapStaticAssets().AllowAnonymous();
        app.MapRazorComponents<App>()
            .AddInteractiveServerRenderMode()
            .RequireAuthorization(PortalAccess.SignedIn);
        app.MapPost(PortalAccess.SignOutPath, SignOutAsync).RequireAuthorization(PortalAccess.SignedIn);
        app.MapPost("/language", SpeakAsync).AllowAnonymous();
    }

    private static async Task<IResult> SignOutAsync(HttpContext context, ISessions sessions, ILogger<PortalOptions> logger, CancellationToken ct)
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
