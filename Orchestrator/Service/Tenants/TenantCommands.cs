using ComputeNet.Contracts.Tenants;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Domain.Tenants;
using ComputeNet.Service.Http;
using Marten;

namespace ComputeNet.Service.Tenants;

/// <summary>Organisations, as operators list and make them.</summary>
public static class TenantCommands
{
    public static async Task<IReadOnlyList<TenantView>> List(IDocumentStore store, CancellationToken ct)
    {
        await using var session = store.QuerySession();
        var tenants = await session.Query<Tenant>().ToListAsync(ct);
        return [.. tenants.OrderBy(t => t.Id, StringComparer.Ordinal).Select(ViewOf)];
    }

    /// <summary><c>POST /api/tenants</c>: the organisation and its first user, both or neither.</summary>
    public static async Task<TenantView> Create(CreateTenant body, CommandContext context, IDocumentStore store, Passwords passwords, CancellationToken ct)
    {
        await using var session = context.OpenSession(store);
        if (await session.LoadAsync<Tenant>(Tenant.StreamOf(body.Id), ct) is not null)
            throw new RefusedException(Refusal.Because("tenant-exists", ("tenant", body.Id)));
        if (await session.LoadAsync<User>(User.StreamOf(body.User), ct) is not null)
            throw new RefusedException(Refusal.Because("user-exists", ("user", body.User)));
        var created = new TenantCreated(body.Id, body.Name, context.Now);
        session.Events.StartStream<Tenant>(Tenant.StreamOf(body.Id), created);
        session.StartUser(body.User, Roles.Tenant, body.Id, passwords.Hash(body.User, body.Password), context.Now);
        await session.SaveChangesAsync(ct);
        return ViewOf(Tenant.Create(created));
    }

    /// <summary>A user and the hash of the password, to be saved together.</summary>
    internal static void StartUser(this IDocumentSession session, UserId user, string role, TenantId? tenant, UserPassword password, DateTimeOffset now, SiteId? site = null)
    {
        session.Events.StartStream<User>(User.StreamOf(user), new UserCreated(user, role, tenant, now) { Site = site });
        session.Insert(password);
    }

    private static TenantView ViewOf(Tenant tenant) => new(tenant.TenantId, tenant.Name, tenant.CreatedAt, tenant.Revision);
}
