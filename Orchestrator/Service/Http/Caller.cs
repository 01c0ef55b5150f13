using System.Security.Claims;
using ComputeNet.Contracts.Tenants;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Service.Http;

/// <summary>Whom the presented token speaks for. <paramref name="TokenId"/> names the token, never its secret.</summary>
public sealed record Caller(UserId User, string Role, TenantId? Tenant, SiteId? Site, string Scope, string TokenId, bool IsSession)
{
    private const string TenantClaim = "tenant";
    private const string SiteClaim = "site";
    private const string ScopeClaim = "scope";
    private const string TokenClaim = "token";
    private const string SessionClaim = "session";

    public bool MayWrite => Scope != TokenScopes.Read;

    /// <summary>The caller of an authenticated request or hub connection; null for an anonymous one.</summary>
    public static Caller? Of(ClaimsPrincipal? principal)
    {
        if (principal?.Identities.FirstOrDefault(i => i.IsAuthenticated && i.AuthenticationType == BearerTokens.Scheme) is not { } identity)
            return null;
        string? Claim(string type) => identity.FindFirst(type)?.Value;
        return new Caller(
            new UserId(Claim(ClaimTypes.Name)!),
            Claim(ClaimTypes.Role)!,
            Claim(TenantClaim) is { } tenant ? new TenantId(tenant) : null,
            Claim(SiteClaim) is { } site ? new SiteId(site) : null,
            Claim(ScopeClaim)!,
            Claim(TokenClaim)!,
            Claim(SessionClaim) is not null);
    }

    public ClaimsPrincipal ToPrincipal()
    {
        var identity = new ClaimsIdentity(BearerTokens.Scheme, ClaimTypes.Name, ClaimTypes.Role);
        void Add(string type, string? value)
        {
            if (value is not null)
                identity.AddClaim(new Claim(type, value));
        }
        Add(ClaimTypes.Name, User.Value);
        Add(ClaimTypes.Role, Role);
        Add(TenantClaim, Tenant?.Value);
        Add(SiteClaim, Site?.Value);
        Add(ScopeClaim, Scope);
        Add(TokenClaim, TokenId);
        Add(SessionClaim, IsSession ? "yes" : null);
        return new ClaimsPrincipal(identity);
    }
}
