using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Portal.Api;

namespace ComputeNet.Portal.Features.Sites.Offers;

/// <summary>What a class pays now per device and hour.</summary>
public sealed record ClassPrice(ServiceClass Class, decimal Amount);

/// <summary>A pool's terms for people: the price of this hour for each class, and the price hour by hour where it follows the clock.</summary>
public sealed record PoolPrices(PoolTerms Terms, IReadOnlyList<ClassPrice> ByClass, IReadOnlyList<decimal> ByHour)
{
    public string Currency => Terms.PricePerDeviceHour?.Currency ?? "";

    /// <summary>No hour differs from another: there is nothing to draw.</summary>
    public bool IsFlat => ByHour.Distinct().Count() <= 1;

    public static PoolPrices Of(PoolTerms terms, DateTimeOffset now)
    {
        if (terms.PricePerDeviceHour is not { Amount: var amount })
            return new(terms, [], []);
        var factors = terms.PriceFactorByUtcHour?.From(now) ?? [.. Enumerable.Repeat(1d, DayFactors.Hours)];
        IReadOnlyList<decimal> byHour = [.. factors.Select(f => amount * (decimal)f)];
        return new(terms, [.. Enum.GetValues<ServiceClass>().Select(c => new ClassPrice(c, byHour[0] * (decimal)(terms.PriceFactorByClass?.TryGetValue(c, out var f) == true ? f : 1)))], byHour);
    }
}

/// <summary>On what terms a site's pools stand.</summary>
public sealed class OffersViewModel(ISites sites) : SiteSectionModel<SiteOffersView>
{
    public IReadOnlyList<PoolPrices> Pools { get; private set; } = [];

    protected override IAsyncEnumerable<Live<SiteOffersView>> WatchAsync(SiteId site, CancellationToken ct) => sites.WatchOffersAsync(site, ct);

    protected override void Take(Live<SiteOffersView> now) => Pools = now.Value is { } view ? [.. view.Pools.Select(p => PoolPrices.Of(p, view.AsOf))] : [];
}
