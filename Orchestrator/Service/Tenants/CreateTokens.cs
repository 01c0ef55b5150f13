using ComputeNet.Contracts.Tenants;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Domain.Tenants;
using ComputeNet.Service.Http;
using Marten;
using TokenCreated = ComputeNet.Domain.Tenants.TokenCreated;

namespace ComputeNet.Service.Tenants;

/// <summary><c>POST /api/tokens</c>: a token for a script, or, by an operator, for a site's adapter or for a tenant's script.</summary>
public static class CreateTokens
{
    public static async Task<Contracts.Tenants.TokenCreated> Handle(CreateToken body, CommandContext context, IDocumentStore store, OrchestratorOptions options, CancellationToken ct)
    {
        var (role, tenant) = Reach(body, context);
        await using var session = context.OpenSession(store);
        if (tenant is { } named && await session.LoadAsync<Tenant>(Tenant.StreamOf(named), ct) is null)
            throw new RefusedException(Refusal.Because("tenant-unknown", ("field", "tenant"), ("tenant", named)));

        var secret = AccessToken.NewSecret();
        var now = options.WallClock.GetUtcNow();
        var token = new AccessToken(
            context.NewId("t"), AccessToken.HashOf(secret), body.Name, body.Scope, false, context.Actor, role, tenant, body.Site, now, now.AddDays(body.DaysValid));
        // Stored, not inserted: the repetition of a command that broke off has the same id, and only its secret is the one to keep.
        session.Store(token);
        if (await session.Events.FetchStreamStateAsync(TokenCreated.StreamOf(token.Id), ct) is null)
            session.Events.StartStream(TokenCreated.StreamOf(token.Id),
                new TokenCreated(token.Id, token.Name, token.Scope, token.Owner, tenant, token.Site, token.ExpiresAt, context.Now));
        await session.SaveChangesAsync(ct);
        return new Contracts.Tenants.TokenCreated(token.Id, secret, token.ExpiresAt);
    }

    /// <summary>The role and tenant that the token will have; never more than its maker has.</summary>
    private static (string Role, TenantId? Tenant) Reach(CreateToken body, CommandContext context)
    {
        if (body.Scope == TokenScopes.Site)
            return context.IsOperator ? (Roles.Site, null) : throw Refused("scope-not-allowed", "scope", body.Scope);
        if (context.IsOperator)
            return body.Tenant is null ? (Roles.Operator, null) : (Roles.Tenant, body.Tenant);
        return body.Tenant is null || body.Tenant == context.Tenant ? (Roles.Tenant, context.Tenant) : throw Refused("tenant-foreign", "tenant", body.Tenant);
    }

    private static RefusedException Refused(string code, string field, object? value) => new(Refusal.Because(code, ("field", field), (field, value)));
}
