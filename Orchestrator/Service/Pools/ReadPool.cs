using ComputeNet.Contracts.Pools;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Domain.Pools;
using ComputeNet.Service.Http;
using ComputeNet.Service.Sites;
using Marten;

namespace ComputeNet.Service.Pools;

/// <summary><c>GET /api/pools/{id}</c>.</summary>
public static class ReadPool
{
    public static RouteGroupBuilder MapPools(this RouteGroupBuilder api)
    {
        api.MapGet("/pools/{id}", Handle).RequireAuthorization(Access.AnyPerson).WithETag<PoolView>(p => p.Version);
        return api;
    }

    private static async Task<PoolView> Handle(PoolId id, CommandContext context, IDocumentStore store, CancellationToken ct)
    {
        await using var session = store.QuerySession();
        var pool = await session.LoadAsync<Pool>(Pool.StreamOf(id), ct) ?? throw new RefusedException(Refusal.Because("pool-unknown", ("pool", id)));
        return PoolRows.Of(pool, await session.WorkloadsAsync(pool.Leases.Select(l => l.Workload), ct), context);
    }
}
