using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Service.Http;
using ComputeNet.Service.Plans;
using ComputeNet.Service.Sites.Enrolment;
using ComputeNet.World.Catalogue;
using Marten;

namespace ComputeNet.Service.Sites.Acts;

/// <summary><c>POST /api/sites/{id}/acts</c> and <c>…/preview</c>, and the older <c>PUT /api/sites/{id}/acceptance</c> for three of the acts.</summary>
public static class ActOnSite
{
    public static async Task<SiteActOutcome> Do(
        SiteId id, SiteAct act, HttpContext http, CommandContext context, ExpectedVersion expected, IDocumentStore store, WorldCatalogue world, SiteActs acts,
        SiteSignals signals, RoundTrigger round, OrchestratorOptions options, CancellationToken ct)
    {
        MustBeKnown(id, world);
        var centre = OfferEnrolments.CentreOf(http, options);
        var outcome = await store.ChangeAsync(context, session => acts.DecideAsync(session, id, act, context, centre, expected.Check, ct), ct);
        signals.Wake(id);
        round.Request();
        return outcome;
    }

    /// <summary>The same decision in a session that is thrown away.</summary>
    public static async Task<SiteActOutcome> Preview(SiteId id, SiteAct act, CommandContext context, ExpectedVersion expected, IDocumentStore store, WorldCatalogue world, SiteActs acts, CancellationToken ct)
    {
        MustBeKnown(id, world);
        await using var session = context.OpenSession(store);
        return await acts.DecideAsync(session, id, act, context, null, expected.Check, ct);
    }

    public static async Task<SiteView> SetAcceptance(
        SiteId id, SetAcceptance request, CommandContext context, ExpectedVersion expected, IDocumentStore store, WorldCatalogue world, SiteActs acts,
        SiteSignals signals, RoundTrigger round, SiteReader reader, CancellationToken ct)
    {
        MustBeKnown(id, world);
        var kind = request.Acceptance switch
        {
            SiteAcceptance.Accepting => SiteActKind.Accept,
            SiteAcceptance.Draining => SiteActKind.Drain,
            _ => SiteActKind.Suspend,
        };
        await store.ChangeAsync(context, session => acts.DecideAsync(session, id, new SiteAct(kind, request.Reason), context, null, expected.Check, ct), ct);
        signals.Wake(id);
        round.Request();
        return await reader.ReadAsync(id, context, ct);
    }

    private static void MustBeKnown(SiteId id, WorldCatalogue world)
    {
        if (!world.Sites.ContainsKey(id))
            throw new RefusedException(Refusal.Because("site-unknown", ("site", id)));
    }
}
