using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Domain;
using ComputeNet.Domain.Sites;
using ComputeNet.Service.Http;
using ComputeNet.Service.World;
using ComputeNet.World.Catalogue;
using Marten;

namespace ComputeNet.Service.Sites;

/// <summary><c>POST /api/sites</c>: a site that the public catalogue does not have. From the answer on, whoever asks the catalogue sees it.</summary>
public static class RegisterSites
{
    public static async Task<SiteView> Handle(
        RegisterSite body, CommandContext context, IDocumentStore store, WorldCatalogue world, RegisteredSites registered, SiteReader reader, CancellationToken ct)
    {
        if (world.Sites.ContainsKey(body.Id))
            throw new RefusedException(Refusal.Because("site-exists", ("site", body.Id)));
        if (world.Sites.Keys.FirstOrDefault(known => IsWithin(known, body.Id) || IsWithin(body.Id, known)) is { Value: not null } nested)
            throw new RefusedException(Refusal.Because("site-id-nested", ("field", "id"), ("site", body.Id), ("other", nested)));
        var happened = new SiteRegistered(body.Id, body.NameZh, body.NameEn, body.Place, body.Kind, body.Operator, context.Now);
        registered.FactsOf(happened);
        await using var session = context.OpenSession(store);
        session.Append<Site>(Site.StreamOf(body.Id), (await session.SiteAsync(body.Id, ct))?.Revision ?? 0, Decision.Happens(happened));
        await session.SaveChangesAsync(ct);
        registered.Take(happened);
        return await reader.ReadAsync(body.Id, context, ct);
    }

    /// <summary>A pool's id begins with its site's and a dot: of two sites within each other, both could claim it.</summary>
    private static bool IsWithin(SiteId outer, SiteId inner) => inner.Value.StartsWith(outer.Value + ".", StringComparison.Ordinal);
}
