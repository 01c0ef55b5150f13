using ComputeNet.Contracts.Tenants;
using ComputeNet.Contracts.Vocabulary;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;

namespace ComputeNet.Service.Http;

/// <summary>
/// Who may call a route: every route names one of these policies (or is explicitly anonymous), else the start fails. They carry their
/// authentication scheme, so that no default of the process matters.
/// </summary>
public static class Access
{
    /// <summary>Operators.</summary>
    public const string Operator = "computenet-operator";

    /// <summary>What belongs to tenants: a tenant for its own, an operator for all.</summary>
    public const string Tenant = "computenet-tenant";

    /// <summary>A site's adapter, with a token of scope <c>site</c>.</summary>
    public const string Site = "computenet-site";

    /// <summary>Every signed-in person or script, whatever the role; not sites.</summary>
    public const string AnyPerson = "computenet-person";

    /// <summary>Every signed-in person, and of a site's own people those of the site in the route's <c>{id}</c>.</summary>
    public const string SiteReader = "computenet-site-reader";

    /// <summary>Every signed-in person, the people of sites included: what a route shows, it shows by who asks.</summary>
    public const string EveryPerson = "computenet-every-person";

    /// <summary>Operators, and the people of the site in the route's <c>{id}</c>.</summary>
    public const string OwnSite = "computenet-own-site";

    /// <summary>Whoever has a session may end it.</summary>
    public const string OwnSession = "computenet-own-session";

    /// <summary>Every valid token, sites included: "who am I".</summary>
    public const string AnyToken = "computenet-token";

    /// <summary>An operator or tenant with a session, not a script's token: such a token must not make others, or it could outlive its own revocation.</summary>
    public const string Session = "computenet-session";

    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, BearerTokens>(BearerTokens.Scheme, null);
        services.AddAuthorization(options =>
        {
            options.AddPolicy(Operator, Only(c => c.Role == Roles.Operator));
            options.AddPolicy(Tenant, Only(c => c.Role is Roles.Operator or Roles.Tenant));
            options.AddPolicy(AnyPerson, Only(c => c.Role is Roles.Operator or Roles.Tenant));
            options.AddPolicy(Site, Only(c => c is { Role: Roles.Site, Scope: TokenScopes.Site, Site: not null }));
            options.AddPolicy(SiteReader, Only((c, http) => c.Role is Roles.Operator or Roles.Tenant || IsOfTheRoutesSite(c, http)));
            options.AddPolicy(EveryPerson, Only(c => c.Role is Roles.Operator or Roles.Tenant or Roles.SiteOperator));
            options.AddPolicy(OwnSite, Only((c, http) => c.Role == Roles.Operator || IsOfTheRoutesSite(c, http)));
            options.AddPolicy(OwnSession, Only(c => c.IsSession));
            options.AddPolicy(AnyToken, Only(_ => true));
            options.AddPolicy(Session, Only(c => c.IsSession && c.Role is Roles.Operator or Roles.Tenant));
        });
        return services;
    }

    /// <summary>The request changes nothing, so that a read token may send it.</summary>
    public static bool OnlyReads(HttpContext context) =>
        HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)
        || context.GetEndpoint()?.Metadata.GetMetadata<ReadsOnly>() is not null;

    private static bool IsOfTheRoutesSite(Caller caller, HttpContext? http) =>
        caller is { Role: Roles.SiteOperator, Site: { } site } && http?.GetRouteValue("id") is string id && id == site.Value;

    private static AuthorizationPolicy Only(Func<Caller, bool> rule) => Only((caller, _) => rule(caller));

    private static AuthorizationPolicy Only(Func<Caller, HttpContext?, bool> rule) => new AuthorizationPolicyBuilder(BearerTokens.Scheme)
        .RequireAuthenticatedUser()
        .RequireAssertion(c => Caller.Of(c.User) is { } caller && rule(caller, c.Resource as HttpContext) && (caller.MayWrite || c.Resource is HttpContext http && OnlyReads(http)))
        .Build();
}

/// <summary>Marks a POST that stores nothing (a preview): read tokens may send it, and it needs no idempotency key.</summary>
public sealed record ReadsOnly;

public static class ReadsOnlyConvention
{
    public static TBuilder ReadsOnly<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new ReadsOnly());
}
