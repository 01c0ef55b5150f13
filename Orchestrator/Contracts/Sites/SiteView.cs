using ComputeNet.Contracts.Pools;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Contracts.Sites;

/// <summary>
/// What the network thinks of a site. Unjoined: known from the catalogue, no adapter has ever spoken. Draining and Suspended are the
/// operator's word; Stale and Lost come from silence. Only Online sites get new work.
/// </summary>
public enum SiteState { Unjoined, Online, Stale, Lost, Draining, Suspended }

/// <summary>What kind of place it is.</summary>
public enum SiteKind { Intelligent, Supercomputing, Cloud, Local }

/// <summary>A row of the fleet list and a disc on its map. Unknown figures are null.</summary>
public sealed record SiteSummary(
    SiteId Id,
    string NameZh,
    string NameEn,
    SiteKind Kind,
    string? Operator,
    RegionId Region,
    string Country,
    double Latitude,
    double Longitude,
    SiteState State,
    bool IsSimulated,
    DateTimeOffset? LastSightingAt,
    IReadOnlyList<Architecture> Architectures,
    int? Devices,
    int LeasedDevices,
    Figure? CapacityPetaflops,
    Figure? LowestYuanPerDeviceHour,
    Figure? CarbonGramsPerKilowattHour,
    Figure? PowerUsageEffectiveness,
    long Version)
{
    /// <summary>Null while the site speaks and has nothing to prove.</summary>
    public SiteSilence? Silence { get; init; }
}

/// <summary>One site whole. The carbon series is hour by hour from <c>CarbonFrom</c>, grams per kWh, empty when unknown.</summary>
public sealed record SiteView(
    SiteSummary Summary,
    IReadOnlyList<PoolView> Pools,
    DateTimeOffset CarbonFrom,
    IReadOnlyList<double> CarbonGramsPerKilowattHour,
    Provenance CarbonProvenance,
    IReadOnlyList<SiteFact> Facts,
    string? AgentVersion)
{
    /// <summary>What the site's adapter can do; null where it has not said.</summary>
    public SiteCapabilities? Capabilities { get; init; }

    /// <summary>How far the site's clock is ahead of the centre's (negative: behind), as measured on its reports; null before it has reported since the centre started.</summary>
    public double? ClockSkewSeconds { get; init; }
}

/// <summary>A line of the site's fact sheet: what the catalogue says, and how it is known.</summary>
public sealed record SiteFact(string Name, string Value, string? Unit, Provenance Provenance);

/// <summary><c>PUT /api/sites/{id}/acceptance</c>: an operator lets a site take new work, drains it, or suspends it (also stops what runs). The reason is one line of at most 500 characters.</summary>
public sealed record SetAcceptance(SiteAcceptance Acceptance, string? Reason);

/// <summary>The operator's word on a site.</summary>
public enum SiteAcceptance { Accepting, Draining, Suspended }
