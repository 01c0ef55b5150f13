using System.Security.Claims;
using ComputeNet.Contracts.Tenants;

namespace ComputeNet.Portal.Api;

/// <summary>How a session travels in the portal's sealed cookie. The API token in it is readable only by the server.</summary>
public static class PortalClaims
{
    public const string Token = "computenet:token";
    public const string Tenant = "computenet:tenant";
    public const string Site = "computenet:site";

    public static ClaimsPrincipal Principal(Session session)
    {
        List<Claim> claims =
        [
            new(ClaimTypes.Name, session.Identity.User.Value),
            new(ClaimTypes.Role, session.Identity.Role),
            new(Token, session.Token),
        ];
        if (session.Identity.Tenant is { } tenant)
            claims.Add(new(Tenant, tenant.Value));
        if (session.Identity.Site is { } site)
            claims.Add(new(Site, site.Value));
        return new(new ClaimsIdentity(claims, PortalAccess.Scheme));
    }
}
