using ComputeNet.Contracts.Tenants;
using ComputeNet.Domain.Tenants;
using ComputeNet.Service.Http;
using Marten;
using Marten.Patching;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ComputeNet.Service.Tenants;

/// <summary>Who am I, and the end of a session.</summary>
public static class Sessions
{
    public static Identity WhoAmI(CommandContext context) => new(context.Actor, context.Role, context.Tenant, context.Site);

    /// <summary><c>DELETE /api/session</c>: the presented token is refused from now on.</summary>
    public static async Task<NoContent> SignOut(HttpContext http, CommandContext context, IDocumentStore store, OrchestratorOptions options, CancellationToken ct)
    {
        var caller = Caller.Of(http.User)!;
        await using var session = context.OpenSession(store);
        session.Patch<AccessToken>(caller.TokenId).Set(t => t.RevokedAt, options.WallClock.GetUtcNow());
        session.Events.Append(User.StreamOf(context.Actor), new SignedOut(context.Actor, context.Tenant, context.Now));
        await session.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}
