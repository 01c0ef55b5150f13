using ComputeNet.Contracts.Tenants;
using ComputeNet.Portal.Api;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Components;

namespace ComputeNet.Portal.Features.Access;

/// <summary>Turns an opened session into the portal's cookie.</summary>
public static class Entrance
{
    /// <summary>The cookie ends when the session's token does.</summary>
    public static async Task EnterAsync(this HttpContext context, Session session, string? returnUrl, NavigationManager navigation)
    {
        await context.SignInAsync(
            PortalAccess.Scheme,
            PortalClaims.Principal(session),
            new AuthenticationProperties { IsPersistent = true, ExpiresUtc = session.ExpiresAt });
        navigation.NavigateTo(PortalAccess.SafeReturn(returnUrl));
    }
}
