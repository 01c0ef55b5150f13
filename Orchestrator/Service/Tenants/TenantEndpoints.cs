using ComputeNet.Contracts.Tenants;
using ComputeNet.Service.Http;
using ComputeNet.Service.Http.Idempotency;

namespace ComputeNet.Service.Tenants;

public static class TenantEndpoints
{
    public static RouteGroupBuilder MapTenants(this RouteGroupBuilder api)
    {
        api.MapPost("/session", SignInPerson.Handle).AllowAnonymous()
            .WithoutIdempotencyKey("Nobody is signed in yet; signing in twice gives two sessions and harms nothing.");
        api.MapGet("/session", Sessions.WhoAmI).RequireAuthorization(Access.AnyToken);
        api.MapDelete("/session", Sessions.SignOut).RequireAuthorization(Access.OwnSession);

        api.MapGet("/tokens", Tokens.List).RequireAuthorization(Access.AnyPerson);
        api.MapPost("/tokens", CreateTokens.Handle).RequireAuthorization(Access.Session).WithSecretReply();
        api.MapDelete("/tokens/{id}", Tokens.Revoke).RequireAuthorization(Access.AnyPerson);

        api.MapGet("/tenants", TenantCommands.List).RequireAuthorization(Access.Operator);
        api.MapPost("/tenants", TenantCommands.Create).RequireAuthorization(Access.Operator).WithETag<TenantView>(t => t.Version);
        return api;
    }
}
