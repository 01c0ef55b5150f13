using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Domain.Pools;
using ComputeNet.Domain.Sites;
using ComputeNet.Service.Http;
using ComputeNet.Service.Pools;
using ComputeNet.World.Catalogue;
using Marten;

namespace ComputeNet.Service.Sites;

/// <summary>Joins what the catalogue says of a site, what its adapter declared, and what the ledger holds.</summary>
public sealed class SiteReader(IDocumentStore store, WorldCatalogue world, SitePresence presence, SiteClocks clocks, TimeProvider clock)
{
    private const int HoursShown = 24;

    /// <summary>All of them; to a person of a site, that site.</summary>
    public async Task<IReadOnlyList<SiteSummary>> ListAsync(CommandContext context, CancellationToken ct)
    {
        await using var session = store.QuerySession();
        var joined = (await session.Query<Site>().ToListAsync(ct)).ToDictionary(s => s.SiteId);
        var pools = (await session.Query<Pool>().ToListAsync(ct)).ToLookup(p => p.Site);
        return [.. world.Sites.Values
            .Where(facts => context.Role != Roles.SiteOperator || facts.Id == context.Site)
            .OrderBy(facts => facts.Id.Value, StringComparer.Ordinal)
            .Select(facts => SiteRows.Of(facts, joined.GetValueOrDefault(facts.Id), [.. pools[facts.Id]], world, presence, clock.GetUtcNow()))];
    }

    public async Task<SiteView> ReadAsync(SiteId id, CommandContext context, CancellationToken ct)
    {
        if (!world.Sites.TryGetValue(id, out var facts))
            throw new RefusedException(Refusal.Because("site-unknown", ("site", id)));
        await using var session = store.QuerySession();
        var site = await session.SiteAsync(id, ct);
        var pools = await session.PoolsOfAsync(id, ct);
        var workloads = await session.WorkloadsAsync(pools.SelectMany(p => p.Leases).Select(l => l.Workload), ct);
        var now = clock.GetUtcNow();
        var carbon = world.Regions[facts.Region].SeriesFrom(now, TimeSpan.FromHours(1), HoursShown);
        return new SiteView(
            SiteRows.Of(facts, site, pools, world, presence, now),
            [.. pools.Where(p => !p.IsWithdrawn).Select(p => PoolRows.Of(p, workloads, context))],
            now, carbon.GramsPerKilowattHour, carbon.Provenance,
            FactSheet.Of(facts, world), site?.AgentVersion)
        {
            Capabilities = (await session.LoadAsync<SiteAdapterDocument>(id.Value, ct))?.Capabilities,
            ClockSkewSeconds = clocks.SkewOf(id) is { } skew ? Math.Round(skew.TotalSeconds, 3) : null,
        };
    }
}
