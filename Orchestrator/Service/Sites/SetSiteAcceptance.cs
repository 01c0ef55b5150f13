using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Domain.Pools;
using ComputeNet.Domain.Sites;
using ComputeNet.Service.Http;
using ComputeNet.Service.Plans;
using ComputeNet.World.Catalogue;
using Marten;

namespace ComputeNet.Service.Sites;

/// <summary><c>PUT /api/sites/{id}/acceptance</c>: accept, drain (what runs goes on), or suspend (what runs is stopped and placed elsewhere).</summary>
public static class SetSiteAcceptance
{
    public static async Task<SiteView> Handle(
        SiteId id, SetAcceptance request, CommandContext context, ExpectedVersion expected, IDocumentStore store, WorldCatalogue world,
        SiteSignals signals, RoundTrigger round, SiteReader reader, CancellationToken ct)
    {
        if (!world.Sites.ContainsKey(id))
            throw new RefusedException(Refusal.Because("site-unknown", ("site", id)));
        await store.ChangeAsync(context, async session =>
        {
            var site = await session.SiteAsync(id, ct);
            expected.Check(site?.Revision ?? 0);
            var decision = site?.SetAcceptance(request.Acceptance, request.Reason, context.Now)
                ?? Domain.Decision.Happens(new SiteAcceptanceSet(id, request.Acceptance, request.Reason, context.Now));
            session.Append<Site>(Site.StreamOf(id), site?.Revision ?? 0, decision);
            if (request.Acceptance == SiteAcceptance.Suspended)
                await StopAllAsync(session, id, context.Now, ct);
            return decision;
        }, ct);
        signals.Wake(id);
        round.Request();
        return await reader.ReadAsync(id, context, ct);
    }

    private static async Task StopAllAsync(IDocumentSession session, SiteId id, DateTimeOffset now, CancellationToken ct)
    {
        foreach (var pool in await session.PoolsOfAsync(id, ct))
        {
            var stops = pool.Leases.SelectMany(l => pool.RequestStop(l.Job, "site-suspended", now).OrThrow());
            session.Append<Pool>(pool.Id, pool.Revision, Domain.Decision.Happens([.. stops]));
        }
    }
}
