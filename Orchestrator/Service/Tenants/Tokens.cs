using ComputeNet.Contracts.Tenants;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Domain.Tenants;
using ComputeNet.Service.Http;
using Marten;
using Marten.Patching;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ComputeNet.Service.Tenants;

/// <summary>The tokens that a caller may see and revoke: a tenant its own organisation's, an operator all. Sessions are not among them.</summary>
public static class Tokens
{
    public static async Task<IReadOnlyList<TokenView>> List(CommandContext context, IDocumentStore store, CancellationToken ct)
    {
        await using var session = store.QuerySession();
        var tokens = await session.Query<AccessToken>().Where(t => !t.IsSession).ToListAsync(ct);
        return [.. tokens.Where(t => MaySee(context, t)).OrderByDescending(t => t.CreatedAt).ThenBy(t => t.Id, StringComparer.Ordinal).Select(t => t.ToView())];
    }

    public static async Task<NoContent> Revoke(string id, CommandContext context, IDocumentStore store, OrchestratorOptions options, CancellationToken ct)
    {
        await using var session = context.OpenSession(store);
        var token = await session.LoadAsync<AccessToken>(id, ct);
        if (token is null || token.IsSession || !MaySee(context, token))
            throw new RefusedException(Refusal.Because("token-unknown", ("token", id)));
        if (token.RevokedAt is null)
        {
            session.Patch<AccessToken>(id).Set(t => t.RevokedAt, options.WallClock.GetUtcNow());
            session.Events.Append(Domain.Tenants.TokenCreated.StreamOf(id), new TokenRevoked(id, token.Tenant, context.Now));
            await session.SaveChangesAsync(ct);
        }
        return TypedResults.NoContent();
    }

    private static bool MaySee(CommandContext context, AccessToken token) => context.IsOperator || context.Tenant is { } own && token.Tenant == own;
}
