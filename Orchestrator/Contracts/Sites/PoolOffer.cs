using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Contracts.Sites;

/// <summary><c>PUT /api/site/offers</c>: all that the site offers beyond its declaration, whole and idempotent; a pool left out has no offer any more. At most 200.</summary>
public sealed record SiteOffers(DateTimeOffset ObservedAt, IReadOnlyList<PoolOffer> Offers);

/// <summary>
/// On what terms a pool is offered. What is null stays as the pool's declaration has it; what is set stands for it while the offer is valid.
/// </summary>
/// <param name="Pool">A pool of the site.</param>
/// <param name="AsOf">When the site decided on it; a newer one replaces an older.</param>
public sealed record PoolOffer(PoolId Pool, DateTimeOffset AsOf)
{
    /// <summary>From here on the declaration counts again; null: until the next offer.</summary>
    public DateTimeOffset? ValidUntil { get; init; }

    /// <summary>0–1 000 000 in an ISO 4217 currency.</summary>
    public Money? PricePerDeviceHour { get; init; }

    /// <summary>24 factors of the price, 0–100.</summary>
    public DayFactors? PriceFactorByUtcHour { get; init; }

    /// <summary>What each class multiplies the price by, 0–100; a class that is absent pays the price itself.</summary>
    public IReadOnlyDictionary<ServiceClass, double>? PriceFactorByClass { get; init; }

    /// <summary>The cap: the network holds at most so many devices of the pool at once.</summary>
    public int? MostDevices { get; init; }

    /// <summary>Times in which nothing of the network may run, beside the declared maintenance; at most 50.</summary>
    public IReadOnlyList<MaintenanceWindow>? Blackouts { get; init; }

    /// <summary>What the site's own meter says of its power, g CO₂e per kWh, 0–10 000. While the offer is valid it stands before any forecast and the catalogue's figure.</summary>
    public double? MeasuredCarbonGramsPerKilowattHour { get; init; }

    /// <summary>By value, lists and factors item by item.</summary>
    public bool Equals(PoolOffer? other) =>
        other is not null
        && (Pool, AsOf, ValidUntil, PricePerDeviceHour, MostDevices, MeasuredCarbonGramsPerKilowattHour)
            == (other.Pool, other.AsOf, other.ValidUntil, other.PricePerDeviceHour, other.MostDevices, other.MeasuredCarbonGramsPerKilowattHour)
        && Equals(PriceFactorByUtcHour, other.PriceFactorByUtcHour)
        && (Blackouts ?? []).SequenceEqual(other.Blackouts ?? [])
        && (PriceFactorByClass ?? Nothing).OrderBy(f => f.Key).SequenceEqual((other.PriceFactorByClass ?? Nothing).OrderBy(f => f.Key));

    public override int GetHashCode() => HashCode.Combine(Pool, AsOf, ValidUntil, PricePerDeviceHour, MostDevices);

    private static readonly IReadOnlyDictionary<ServiceClass, double> Nothing = new Dictionary<ServiceClass, double>();
}
