using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Domain.Tenants;
using ComputeNet.Service.Http;
using ComputeNet.Service.Tenants;
using ComputeNet.World.Catalogue;
using Marten;

namespace ComputeNet.Service.Sites;

/// <summary>The people of a site: they sign in, and see their site and nothing else.</summary>
public static class SiteUsers
{
    public static async Task<IReadOnlyList<SiteUserView>> List(SiteId id, IDocumentStore store, WorldCatalogue world, CancellationToken ct)
    {
        MustBeKnown(id, world);
        await using var session = store.QuerySession();
        var people = await session.Query<User>().Where(u => u.Role == Roles.SiteOperator).ToListAsync(ct);
        return [.. people.Where(u => u.Site == id).OrderBy(u => u.Id, StringComparer.Ordinal).Select(ViewOf)];
    }

    public static async Task<SiteUserView> Create(
        SiteId id, CreateSiteUser body, CommandContext context, IDocumentStore store, WorldCatalogue world, Passwords passwords, CancellationToken ct)
    {
        MustBeKnown(id, world);
        await using var session = context.OpenSession(store);
        if (await session.LoadAsync<User>(User.StreamOf(body.User), ct) is not null)
            throw new RefusedException(Refusal.Because("user-exists", ("user", body.User)));
        session.StartUser(body.User, Roles.SiteOperator, null, passwords.Hash(body.User, body.Password), context.Now, id);
        await session.SaveChangesAsync(ct);
        return new SiteUserView(body.User, id, context.Now);
    }

    private static SiteUserView ViewOf(User user) => new(user.UserId, user.Site!.Value, user.CreatedAt);

    private static void MustBeKnown(SiteId id, WorldCatalogue world)
    {
        if (!world.Sites.ContainsKey(id))
            throw new RefusedException(Refusal.Because("site-unknown", ("site", id)));
    }
}
