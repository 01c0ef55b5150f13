using ComputeNet.Contracts.Sites;
using ComputeNet.Service.Http;
using ComputeNet.Service.Plans;
using ComputeNet.Service.Sites.Sensing;
using Marten;

namespace ComputeNet.Service.Sites;

/// <summary><c>PUT /api/site/offers</c>: the terms of a site, whole. The same again changes nothing; a change wakes the planning round.</summary>
public static class MakeOffers
{
    public static async Task<IResult> Handle(
        SiteOffers offers, CommandContext context, IDocumentStore store, SitePresence presence, SensingBook sensing, RoundTrigger round, CancellationToken ct)
    {
        var site = SiteWord.Of(context);
        SiteWord.OwnPools(site, offers.Offers.Select(o => o.Pool));
        SiteWord.NotAhead(offers.ObservedAt, "observedAt", context.Now);
        foreach (var (offer, index) in offers.Offers.Select((offer, index) => (offer, index)))
            SiteWord.NotAhead(offer.AsOf, $"offers[{index}].asOf", context.Now);
        presence.Spoke(site, context.Now);
        await using var session = context.OpenSession(store);
        var kept = await session.LoadAsync<SiteOffersDocument>(site.Value, ct);
        SiteWord.NotOlder(offers.ObservedAt, kept?.Offers.ObservedAt, context.Now);
        if (kept is null ? offers.Offers.Count == 0 : kept.Offers.Offers.SequenceEqual(offers.Offers))
            return Results.NoContent();
        session.Store(new SiteOffersDocument(site.Value, offers, context.Now));
        await session.SaveChangesAsync(ct);
        sensing.Forget();
        round.RequestWhenConvenient();
        return Results.NoContent();
    }
}
