using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Tenants;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Domain.Sites;
using ComputeNet.Service.Tenants;
using Marten;
using Marten.Patching;

namespace ComputeNet.Service.Sites.Enrolment;

/// <summary>
/// The tokens behind <see cref="SiteAccess"/>: what the ledger decides about a site's credentials is written into them in the same transaction, since they are what
/// every request is judged by.
/// </summary>
public static class SiteCredentials
{
    private const string Name = "credential";

    /// <summary>Of the site's adapters, and not of its people; the JSON is the ledger's, with the names of the properties.</summary>
    private const string OfSite = "where data ->> 'Site' = ? and data ->> 'Role' = ? and data ->> 'RevokedAt' is null";

    /// <summary>The same credential has the same id, so that a message that comes twice is recognised.</summary>
    public static string IdOf(string credentialHash) => $"sc-{credentialHash[..26]}";

    /// <summary>Two thirds of its life are left when the adapter should renew it: a site that is away for weeks still comes back by itself.</summary>
    public static DateTimeOffset RenewAfter(DateTimeOffset expiresAt, OrchestratorOptions options) => expiresAt - options.SiteCredentialLifetime * 2 / 3;

    public static SiteCredential ViewOf(SiteId site, CredentialHeld held, OrchestratorOptions options) => new(held.Id, site, RenewAfter(held.GoodUntil, options), held.GoodUntil);

    /// <summary>A credential that is already somebody's would let one in as the other.</summary>
    public static async Task MustBeFreshAsync(this IDocumentSession session, string hash, CancellationToken ct)
    {
        if (await session.Query<AccessToken>().AnyAsync(t => t.Hash == hash, ct))
            throw new RefusedException(Refusal.Because("credential-not-fresh", ("field", "credentialHash")));
    }

    public static void StoreCredential(this IDocumentSession session, SiteId site, string hash, DateTimeOffset wallNow, DateTimeOffset expiresAt) => session.Store(new AccessToken(
        IdOf(hash), hash, Name, TokenScopes.Site, false, new UserId($"site.{site}"), Roles.Site, null, site, wallNow, expiresAt));

    /// <summary>Good beside its successor until then; shown later, it is in the wrong hands.</summary>
    public static void Retire(this IDocumentSession session, SiteCredentialRotated rotated)
    {
        session.Patch<AccessToken>(rotated.Previous).Set(t => t.RotatedAway, true);
        session.Patch<AccessToken>(rotated.Previous).Set(t => t.ExpiresAt, rotated.PreviousGoodUntil);
    }

    /// <summary>Ends whatever lets an adapter of the site in, also what an operator made by hand; answers how many of them were still good.</summary>
    public static async Task<int> RevokeAllAsync(this IDocumentSession session, SiteId site, DateTimeOffset wallNow, CancellationToken ct)
    {
        var good = await session.GoodTokensAsync(site, wallNow, ct);
        foreach (var token in good)
            session.Patch<AccessToken>(token.Id).Set(t => t.RevokedAt, wallNow);
        return good.Count;
    }

    public static async Task<IReadOnlyList<AccessToken>> GoodTokensAsync(this IQuerySession session, SiteId site, DateTimeOffset wallNow, CancellationToken ct) =>
        [.. (await session.QueryAsync<AccessToken>(OfSite, ct, site.Value, Roles.Site)).Where(t => t.IsGoodAt(wallNow))];
}
