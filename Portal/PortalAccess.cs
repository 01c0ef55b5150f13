using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Portal;

/// <summary>
/// Who may see a page. Everything the portal maps asks for <see cref="SignedIn"/>, which names the portal's own cookie scheme, so that it
/// shares a process with the Orchestrator's schemes without either becoming the other's default.
/// </summary>
public static class PortalAccess
{
    public const string Scheme = "portal";
    public const string SignedIn = "portal-signed-in";
    public const string Operators = "portal-operators";

    /// <summary>Whoever sees the whole network: operators, and tenants for what is theirs. Not the people of one site.</summary>
    public const string NetworkPeople = "portal-network-people";

    /// <summary>Operators, and the people of a site; which site is the page's matter.</summary>
    public const string SitePeople = "portal-site-people";

    public const string SignInPath = "/sign-in";
    public const string SignOutPath = "/sign-out";

    public static void AddPortalAccess(this IServiceCollection services)
    {
        services.AddAuthentication().AddCookie(Scheme, options =>
        {
            options.Cookie.Name = "computenet.portal";
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.LoginPath = SignInPath;
            options.AccessDeniedPath = "/not-allowed";
            options.ReturnUrlParameter = "returnUrl";
            // The session's own end, set at sign-in, decides; a cookie must not outlive its token.
            options.SlidingExpiration = false;
        });
        services.AddAuthorizationBuilder()
            .AddPolicy(SignedIn, policy => policy.AddAuthenticationSchemes(Scheme).RequireAuthenticatedUser())
            .AddPolicy(Operators, policy => policy.AddAuthenticationSchemes(Scheme).RequireRole(Roles.Operator))
            .AddPolicy(NetworkPeople, policy => policy.AddAuthenticationSchemes(Scheme).RequireRole(Roles.Operator, Roles.Tenant))
            .AddPolicy(SitePeople, policy => policy.AddAuthenticationSchemes(Scheme).RequireRole(Roles.Operator, Roles.SiteOperator));
    }

    /// <summary>Only a path of our own is a place to return to; anything else could lead a person elsewhere after signing in.</summary>
    public static string SafeReturn(string? path) =>
        path is ['/', .. var rest] && !rest.StartsWith('/') && !rest.StartsWith('\\') && !path.Any(char.IsControl) ? path : "/";
}
