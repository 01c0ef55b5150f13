using ComputeNet.Contracts.Policies;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Problem;

/// <summary>What the network wants: every objective's price in yuan, so that they add up. Negative or non-finite factors count as zero.</summary>
public sealed record PlanningPolicy
{
    /// <summary>Factors on each term; 1 = as is.</summary>
    public double PriceWeight { get; init; } = 1;
    public double LatencyWeight { get; init; } = 1;
    public double CarbonWeight { get; init; } = 1;

    /// <summary>Yuan per tonne of CO₂e.</summary>
    public decimal CarbonYuanPerTonne { get; init; } = PolicyView.Default.CarbonYuanPerTonne;

    /// <summary>Yuan per millisecond of round trip and hour of run time.</summary>
    public decimal LatencyYuanPerMillisecondHour { get; init; } = PolicyView.Default.LatencyYuanPerMillisecondHour;

    /// <summary>Yuan per hour that a workload of priority 50 waits past its earliest start.</summary>
    public decimal WaitingYuanPerHour { get; init; } = PolicyView.Default.WaitingYuanPerHour;

    /// <summary>Yuan for leaving a workload of priority 50 out of the plan, on top of the dearest placement that it could have had.</summary>
    public decimal UnplacedYuan { get; init; } = 10_000m;

    /// <summary>Yuan per hour that a workload of priority 50 ends after its due time. This and the prices below: null = not priced, as before they were.</summary>
    public decimal? LatenessYuanPerHour { get; init; }

    /// <summary>Yuan for moving a running workload at all, on top of its checkpoint's transfer and its lost work.</summary>
    public decimal? MigrationYuan { get; init; }

    /// <summary>Yuan for planning a waiting workload elsewhere than the round before said.</summary>
    public decimal? StabilityYuan { get; init; }

    /// <summary>Yuan per device-hour for breaking into a pool that a larger gang could use whole.</summary>
    public decimal? FragmentationYuanPerDeviceHour { get; init; }

    /// <summary>What share of the error that a carbon forecast admits is charged on top of it; null: none.</summary>
    public double? CarbonCaution { get; init; }

    /// <summary>Yuan for every pool beyond the first that a gang is spread over.</summary>
    public decimal? ExtraPoolYuan { get; init; }

    /// <summary>Factor on the share of promises that a site does not keep, × the compute price.</summary>
    public double? TrustWeight { get; init; }

    /// <summary>Tenants that weigh otherwise than the network.</summary>
    public IReadOnlyList<TenantWeights>? Tenants { get; init; }

    /// <summary>A tenant's factors count from 1 ÷ this to this; null or below 1 lets no tenant differ.</summary>
    public double? MostTenantFactor { get; init; }

    /// <summary>
    /// The most workloads that a round may plan for another pool than the round before did, beyond those that lost their place; null does not
    /// limit. With a limit a cheaper place with room may stay unused.
    /// </summary>
    public int? MostMoves { get; init; }

    /// <summary>The most running workloads that one round may move; null moves none.</summary>
    public int? MostMigrations { get; init; }

    public AssumedFigures Assumed { get; init; } = new();
    public SolverLimits Limits { get; init; } = new();

    /// <summary>Every random choice of a solver follows from it.</summary>
    public int Seed { get; init; } = 1;

    public static PlanningPolicy From(PolicyView view) => new()
    {
        PriceWeight = view.PriceWeight,
        LatencyWeight = view.LatencyWeight,
        CarbonWeight = view.CarbonWeight,
        CarbonYuanPerTonne = view.CarbonYuanPerTonne,
        LatencyYuanPerMillisecondHour = view.LatencyYuanPerMillisecondHour,
        WaitingYuanPerHour = view.WaitingYuanPerHour,
        LatenessYuanPerHour = view.Prices.LatenessYuanPerHour,
        MigrationYuan = view.Prices.MigrationYuan,
        StabilityYuan = view.Prices.StabilityYuan,
        FragmentationYuanPerDeviceHour = view.Prices.FragmentationYuanPerDeviceHour,
        CarbonCaution = view.Prices.CarbonCaution,
        ExtraPoolYuan = view.Prices.ExtraPoolYuan,
        TrustWeight = view.Prices.TrustWeight,
        MostTenantFactor = view.Prices.MostTenantFactor,
        Tenants = view.Tenants.Any(Weighs) ? [.. view.Tenants.Where(Weighs).Select(t => new TenantWeights(t.Tenant, t.PriceFactor, t.LatencyFactor, t.CarbonFactor))] : null,
    };

    private static bool Weighs(TenantPolicy tenant) => tenant is not { PriceFactor: null, LatencyFactor: null, CarbonFactor: null };
}

/// <summary>
/// What an unknown figure is charged as when no pool of the problem knows its own. All four are ours and deliberately dear,
/// so that not knowing never wins.
/// </summary>
public sealed record AssumedFigures
{
    /// <summary>Direct emissions of a coal-only grid, about the highest that any grid reports.</summary>
    public double CarbonGramsPerKilowattHour { get; init; } = 1000;

    /// <summary>Above the rated power of today's hungriest single accelerators.</summary>
    public double WattsPerDevice { get; init; } = 1200;

    public double Pue { get; init; } = 2;

    /// <summary>About the longest round trip between two cities on land cables.</summary>
    public double LatencyMilliseconds { get; init; } = 400;

    /// <summary>Yuan per gigabyte between two sites; null is <see cref="DearestTransfer"/>.</summary>
    public double? TransferYuanPerGigabyte { get; init; }

    /// <summary>Above what any large provider lists for data that leaves it.</summary>
    public const double DearestTransfer = 2;
}

/// <summary>One tenant's factors on the network's weights; null is 1.</summary>
public sealed record TenantWeights(TenantId Tenant, double? Price = null, double? Latency = null, double? Carbon = null);
