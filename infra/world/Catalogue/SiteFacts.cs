using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.World.Catalogue;

/// <summary>Whether the centre already works. Only an operating one may declare pools in the demonstration fleet.</summary>
public enum SiteStatus { Operating, UnderConstruction, Planned }

/// <summary>The arithmetic in which a capacity is stated. Figures of different precision are never added or compared.</summary>
public enum CapacityPrecision { Unstated, Ai, Fp16, Fp64 }

/// <summary>One stated capacity, in 10¹⁵ operations per second. Built: in the racks; else planned.</summary>
public sealed record StatedCapacity(double Petaflops, CapacityPrecision Precision, bool IsBuilt, Provenance Provenance);

/// <summary>
/// What is publicly known of one site. Null is unknown and stays so until the site itself declares it.
/// <paramref name="Place"/> is the point from which tenants in the same city count their latency.
/// </summary>
public sealed record SiteFacts(
    SiteId Id,
    string NameZh,
    string NameEn,
    string? Operator,
    SiteKind Kind,
    SiteStatus Status,
    RegionId Region,
    PlaceId Place,
    string Country,
    GeoPoint Location,
    Provenance LocationProvenance,
    Architecture? Architecture,
    Provenance ArchitectureProvenance,
    IReadOnlyList<StatedCapacity> Capacities,
    Figure? PowerUsageEffectiveness,
    Provenance Provenance)
{
    /// <summary>The first built capacity that is stated; null when none is, or when all are plans.</summary>
    public StatedCapacity? BuiltCapacity => Capacities.FirstOrDefault(c => c.IsBuilt);
}
