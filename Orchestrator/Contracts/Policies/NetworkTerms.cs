using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Contracts.Policies;

/// <summary>The prices of the objectives beyond price, latency, carbon and waiting, in yuan. All defaults are our assumption.</summary>
public sealed record ObjectivePrices
{
    /// <summary>Per hour that a workload of priority 50 ends after its due time: twice what an hour of waiting costs.</summary>
    public decimal LatenessYuanPerHour { get; init; } = 10m;

    /// <summary>For moving a running workload at all, on top of its checkpoint's transfer and its lost work.</summary>
    public decimal MigrationYuan { get; init; } = 5m;

    /// <summary>For planning a waiting workload elsewhere than the round before said.</summary>
    public decimal StabilityYuan { get; init; } = 0.05m;

    /// <summary>Per device-hour in a pool that a larger gang could use whole: low, so that it decides between alike offers only.</summary>
    public decimal FragmentationYuanPerDeviceHour { get; init; } = 0.01m;

    /// <summary>What share of the error that a carbon forecast admits is charged on top of it, 0–10; null: forecasts are taken at their word.</summary>
    public double? CarbonCaution { get; init; }

    /// <summary>For every pool beyond the first that a gang is spread over; null: one pool is preferred to several only where it is cheaper.</summary>
    public decimal? ExtraPoolYuan { get; init; }

    /// <summary>Factor on the share of its promises that a site does not keep, × the compute price.</summary>
    public double TrustWeight { get; init; } = 1;

    /// <summary>Per gigabyte between two sites of one country: near the list price of traffic between regions of one cloud.</summary>
    public decimal EgressYuanPerGigabyte { get; init; } = 0.5m;

    /// <summary>Per gigabyte across a border: near the list price of traffic out of a cloud.</summary>
    public decimal CrossBorderEgressYuanPerGigabyte { get; init; } = 0.8m;

    /// <summary>How many times more or less than the network a tenant may weigh price, latency and carbon.</summary>
    public double MostTenantFactor { get; init; } = 10;
}

/// <summary>
/// What one tenant may use, and how it weighs. Accelerators at once; yuan that its running and planned work may cost together (compute and egress);
/// factors on the network's weights. Null does not limit or differ.
/// </summary>
public sealed record TenantPolicy(
    TenantId Tenant, int? DevicesAtOnce = null, decimal? BudgetYuan = null, double? PriceFactor = null, double? LatencyFactor = null, double? CarbonFactor = null);

/// <summary>
/// What the operator of the network knows of a site: the share of its promises that it keeps (0–1), the country whose law binds its operator, and
/// when it is closed as a whole.
/// </summary>
public sealed record SitePolicy(SiteId Site, double? Trust = null, string? OperatorCountry = null, IReadOnlyList<MaintenanceWindow>? Maintenance = null)
{
    /// <summary>
    /// The measured throughput of its wide area link in 10⁶ bytes per second; data between two sites moves at that of the slower end. Null is unknown: as
    /// slow as the slowest that is known, and where none is known no time is counted.
    /// </summary>
    public double? LinkMegabytesPerSecond { get; init; }
}
