using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Tenants;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Service.Http;
using ComputeNet.Service.Tenants;
using Marten;
using Marten.Linq.MatchesSql;

namespace ComputeNet.Service.Sites.Publications;

/// <summary>Finds out whether a publication comes from whom it says. The broker that brought it is trusted with nothing; a revoked token proves nothing from the next message on.</summary>
public sealed class PublicationProofs(IDocumentStore store, OrchestratorOptions options)
{
    /// <summary>Whose it is; null when none of the site's tokens made its proof.</summary>
    public async Task<Caller?> ProvenAsync(SitePublication publication, CancellationToken ct)
    {
        await using var session = store.QuerySession();
        // A text id in a nullable field is beyond Marten's LINQ.
        var tokens = await session.Query<AccessToken>().Where(t => t.Role == Roles.Site && t.MatchesSql("d.data ->> 'Site' = ?", publication.Site.Value)).ToListAsync(ct);
        var now = options.WallClock.GetUtcNow();
        return tokens.FirstOrDefault(t => t.IsGoodAt(now) && t.Scope == TokenScopes.Site && SitePublications.IsProven(publication, t.Hash))?.ToCaller();
    }
}
