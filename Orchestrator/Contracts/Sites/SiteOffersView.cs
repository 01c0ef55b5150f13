using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Contracts.Sites;

/// <summary><c>GET /api/sites/{id}/offers</c>: on what terms each pool of the site stands now, offer and declaration taken together.</summary>
/// <param name="Site">The site.</param>
/// <param name="AsOf">When it was asked, and what "now" is in it.</param>
/// <param name="Pools">Every pool that the site declares, by id.</param>
public sealed record SiteOffersView(SiteId Site, DateTimeOffset AsOf, IReadOnlyList<PoolTerms> Pools)
{
    /// <summary>When the site's offers last changed, by the centre's clock; null: it has never made any.</summary>
    public DateTimeOffset? ReceivedAt { get; init; }
}

/// <summary>NotMade: the declaration alone counts. InForce: the offer stands over it. Over: the offer was valid until a time that has passed, and the declaration counts again.</summary>
public enum OfferStanding { NotMade, InForce, Over }

/// <summary>The terms that count now. What an offer in force sets stands for what the pool's declaration says; all else is as declared.</summary>
public sealed record PoolTerms(PoolId Pool, string Name, OfferStanding Standing, Money? PricePerDeviceHour, Provenance PriceProvenance)
{
    /// <summary>When the site decided on its last offer; null without one.</summary>
    public DateTimeOffset? OfferedAt { get; init; }

    /// <summary>Until when that offer is, or was, valid; null: until the next one.</summary>
    public DateTimeOffset? ValidUntil { get; init; }

    /// <summary>The declared price where an offer in force sets another; else null.</summary>
    public Money? InsteadOf { get; init; }

    /// <summary>24 factors of the price; null: every hour costs the same.</summary>
    public DayFactors? PriceFactorByUtcHour { get; init; }

    /// <summary>What each class multiplies the price by; a class that is absent pays the price itself. Null: no class differs.</summary>
    public IReadOnlyDictionary<ServiceClass, double>? PriceFactorByClass { get; init; }

    /// <summary>How many devices the pool has.</summary>
    public int Devices { get; init; }

    /// <summary>The network holds at most so many of them at once; null: all.</summary>
    public int? MostDevices { get; init; }

    /// <summary>Times in which nothing of the network runs, from now on: declared maintenance and blackouts of the offer.</summary>
    public IReadOnlyList<MaintenanceWindow> Closed { get; init; } = [];

    /// <summary>What the site's own meter says of its power; null: it says nothing.</summary>
    public double? MeasuredCarbonGramsPerKilowattHour { get; init; }
}
