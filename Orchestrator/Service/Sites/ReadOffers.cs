using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.World.Catalogue;
using Marten;

namespace ComputeNet.Service.Sites;

/// <summary><c>GET /api/sites/{id}/offers</c>: the terms of every pool as they count now.</summary>
public static class ReadOffers
{
    private static readonly Provenance ByOffer = new(Basis.Stated, "offer of the site");

    public static async Task<SiteOffersView> Handle(SiteId id, IDocumentStore store, WorldCatalogue world, TimeProvider clock, CancellationToken ct)
    {
        if (!world.Sites.ContainsKey(id))
            throw new RefusedException(Refusal.Because("site-unknown", ("site", id)));
        var now = clock.GetUtcNow();
        await using var session = store.QuerySession();
        var made = await session.LoadAsync<SiteOffersDocument>(id.Value, ct);
        var offers = (made?.Offers.Offers ?? []).ToDictionary(o => o.Pool);
        var pools = (await session.PoolsOfAsync(id, ct)).Where(p => !p.IsWithdrawn);
        return new(id, now, [.. pools.Select(p => TermsOf(p.Declaration, offers.GetValueOrDefault(p.PoolId), now))]) { ReceivedAt = made?.ReceivedAt };
    }

    public static PoolTerms TermsOf(PoolDeclaration pool, PoolOffer? made, DateTimeOffset now)
    {
        var standing = made is null ? OfferStanding.NotMade : made.ValidUntil is { } until && until <= now ? OfferStanding.Over : OfferStanding.InForce;
        var offer = standing == OfferStanding.InForce ? made : null;
        return new(pool.Id, pool.Name, standing, offer?.PricePerDeviceHour ?? pool.PricePerDeviceHour, offer?.PricePerDeviceHour is null ? pool.PriceProvenance : ByOffer)
        {
            OfferedAt = made?.AsOf,
            ValidUntil = made?.ValidUntil,
            InsteadOf = offer?.PricePerDeviceHour is { } price && price != pool.PricePerDeviceHour ? pool.PricePerDeviceHour : null,
            PriceFactorByUtcHour = offer?.PriceFactorByUtcHour ?? pool.PriceFactorByUtcHour,
            PriceFactorByClass = offer?.PriceFactorByClass is { Count: > 0 } byClass ? byClass : null,
            Devices = pool.Devices,
            MostDevices = offer?.MostDevices,
            Closed = [.. (pool.Maintenance ?? []).Concat(offer?.Blackouts ?? []).Where(w => w.To > now).OrderBy(w => w.From).ThenBy(w => w.To)],
            MeasuredCarbonGramsPerKilowattHour = offer?.MeasuredCarbonGramsPerKilowattHour,
        };
    }
}
