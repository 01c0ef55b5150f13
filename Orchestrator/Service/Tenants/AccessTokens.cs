using System.Linq.Expressions;
using ComputeNet.Contracts;
using ComputeNet.Domain.Sites;
using ComputeNet.Service.Sites.Enrolment;
using Marten;
using Marten.Linq;
using Marten.Patching;

namespace ComputeNet.Service.Tenants;

/// <summary>Finds the token behind a presented secret. There is no cache: a revoked token is refused from the next request on, on every node.</summary>
public sealed class AccessTokens(IDocumentStore store, OrchestratorOptions options, SecretAlarms alarms)
{
    /// <summary>"Last used" is kept to this precision, so that a busy token does not write on every request.</summary>
    private static readonly TimeSpan LastUsedPrecision = TimeSpan.FromMinutes(5);

    public async Task<AccessToken?> FindAsync(string secret, CancellationToken ct)
    {
        if (!AccessToken.LooksLikeOne(secret))
            return null;
        var hash = AccessToken.HashOf(secret);
        await using var session = store.LightweightSession();
        var token = await session.QueryAsync(new TokenOfHash { Hash = hash }, ct);
        var now = options.WallClock.GetUtcNow();
        if (token is { RotatedAway: true, RevokedAt: null, Site: { } site } && !token.IsGoodAt(now))
            alarms.Refused(site, "Authorization", new ApiProblem("Sign in first", StatusCodes.Status401Unauthorized, SiteAccessDecisions.RotatedAway, "The credential has been renewed; this one is over."), token.Id);
        if (token is null || !token.IsGoodAt(now))
            return null;
        if (token.LastUsedAt is null || now - token.LastUsedAt >= LastUsedPrecision)
        {
            // A patch, not a store of the whole document: it must not undo a revocation that happens right now.
            session.Patch<AccessToken>(token.Id).Set(t => t.LastUsedAt, now);
            await session.SaveChangesAsync(ct);
        }
        return token;
    }
}

/// <summary>Asked for with every request, so it is compiled once.</summary>
public sealed class TokenOfHash : ICompiledQuery<AccessToken, AccessToken?>
{
    public string Hash { get; set; } = "";

    public Expression<Func<IMartenQueryable<AccessToken>, AccessToken?>> QueryIs() => tokens => tokens.SingleOrDefault(t => t.Hash == Hash);
}
