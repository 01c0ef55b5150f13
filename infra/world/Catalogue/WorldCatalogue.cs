using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.World.Catalogue;

/// <summary>
/// What is publicly known about sites, grids, prices, devices and round trips. Immutable; made by <see cref="Loading.WorldLoader"/>.
/// What nobody states is null, and every figure says how it is known.
/// </summary>
public sealed class WorldCatalogue
{
    public required IReadOnlyDictionary<string, SourceFacts> Sources { get; init; }
    public required IReadOnlyDictionary<RegionId, RegionFacts> Regions { get; init; }
    public required IReadOnlyDictionary<PlaceId, PlaceFacts> Places { get; init; }
    public required IReadOnlyDictionary<SiteId, SiteFacts> Sites { get; init; }
    public required IReadOnlyDictionary<AcceleratorModelId, AcceleratorFacts> Accelerators { get; init; }
    public required IReadOnlyDictionary<(SiteId Site, AcceleratorModelId Model), PriceFacts> Prices { get; init; }
    public required IReadOnlyDictionary<(PlaceId Place, SiteId Site), Figure> MeasuredMilliseconds { get; init; }
    public required IReadOnlyDictionary<string, ExchangeRate> ExchangeRates { get; init; }
    public required IReadOnlyList<HubFacts> Hubs { get; init; }

    /// <summary>Null when the table knows no rate for the currency.</summary>
    public YuanAmount? ToYuan(Money money) => ExchangeRates.TryGetValue(money.Currency, out var rate) ? new YuanAmount(money.Amount * rate.YuanPerUnit, rate) : null;

    /// <summary>
    /// Round trip in milliseconds: measured where somebody did, else the labelled estimate from the two points. Null when the place or the site is unknown.
    /// </summary>
    public Figure? Latency(PlaceId from, SiteId to) =>
        MeasuredMilliseconds.GetValueOrDefault((from, to)) ?? (Sites.TryGetValue(to, out var site) ? Latency(from, site.Location) : null);

    /// <summary>The estimate to a site that the catalogue does not know, by its declared location; null when the place is unknown.</summary>
    public Figure? Latency(PlaceId from, GeoPoint to) => Places.TryGetValue(from, out var place) ? LatencyEstimate.Between(place.Location, to) : null;

    /// <summary>The factor from device energy to site energy: what the site states, else the region's assumption (marked so), else null.</summary>
    public Figure? PowerUsageEffectiveness(SiteId site) =>
        Sites.TryGetValue(site, out var facts) ? facts.PowerUsageEffectiveness ?? Regions[facts.Region].AssumedPue : null;
}
