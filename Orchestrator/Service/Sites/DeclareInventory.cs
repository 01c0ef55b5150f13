using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Domain.Pools;
using ComputeNet.Domain.Sites;
using ComputeNet.Service.Http;
using ComputeNet.Service.Plans;
using ComputeNet.World.Catalogue;
using Marten;

namespace ComputeNet.Service.Sites;

/// <summary><c>PUT /api/site/inventory</c>: what a site offers, whole. Declaring the same again changes nothing.</summary>
public static class DeclareInventory
{
    public static async Task<IResult> Handle(
        SiteInventory inventory, CommandContext context, IDocumentStore store, WorldCatalogue world, SitePresence presence, SiteSignals signals, RoundTrigger round, CancellationToken ct)
    {
        var site = context.Site ?? throw new RefusedException(Refusal.Because("not-a-site"));
        if (inventory.Pools.FirstOrDefault(p => !p.Id.Value.StartsWith(site.Value + ".", StringComparison.Ordinal)) is { } foreign)
            throw new RefusedException(Refusal.Because("foreign-pool", ("pool", foreign.Id), ("site", site)));
        if (!world.Sites.ContainsKey(site))
            throw new RefusedException(Refusal.Because("site-unknown", ("site", site)));
        SiteWord.NotAhead(inventory.ObservedAt, "observedAt", context.Now);
        presence.Spoke(site, context.Now);
        var changed = await store.ChangeAsync(context, session => Decide(session, site, inventory, context.Now, ct), ct);
        if (changed)
        {
            signals.Wake(site);
            round.RequestWhenConvenient();
        }
        return Results.NoContent();
    }

    private static async Task<bool> Decide(IDocumentSession session, SiteId id, SiteInventory inventory, DateTimeOffset now, CancellationToken ct)
    {
        var site = await session.SiteAsync(id, ct);
        var joined = site?.Join(inventory.AgentVersion, inventory.IsSimulated, now) ?? Site.JoinNew(id, inventory.AgentVersion, inventory.IsSimulated, now);
        session.Append<Site>(Site.StreamOf(id), site?.Revision ?? 0, joined);

        var adapter = await session.LoadAsync<SiteAdapterDocument>(id.Value, ct);
        SiteWord.NotOlder(inventory.ObservedAt, adapter?.ObservedAt, now);
        session.Store(new SiteAdapterDocument(id.Value, inventory.Capabilities, inventory.ObservedAt, now));

        var known = (await session.PoolsOfAsync(id, ct)).ToDictionary(p => p.PoolId);
        var changed = joined.Events.Count > 0;
        foreach (var declaration in inventory.Pools)
        {
            var pool = known.GetValueOrDefault(declaration.Id);
            var declared = pool?.Declare(declaration, now) ?? Pool.DeclareNew(id, declaration, now);
            session.Append<Pool>(Pool.StreamOf(declaration.Id), pool?.Revision ?? 0, declared);
            changed |= declared.Events.Count > 0;
        }
        foreach (var gone in known.Values.Where(p => inventory.Pools.All(d => d.Id != p.PoolId)))
        {
            var withdrawn = gone.Withdraw(now);
            session.Append<Pool>(gone.Id, gone.Revision, withdrawn);
            changed |= withdrawn.Events.Count > 0;
        }
        return changed;
    }
}
