namespace ComputeNet.Contracts.Policies;

/// <summary>
/// How the network weighs price, latency and carbon, all in yuan so that they add up. Weights are factors on each term (1 = as is).
/// </summary>
public sealed record PolicyView(
    double PriceWeight,
    double LatencyWeight,
    double CarbonWeight,
    decimal CarbonYuanPerTonne,
    decimal LatencyYuanPerMillisecondHour,
    decimal WaitingYuanPerHour,
    int HorizonHours,
    int SlotMinutes,
    long Version)
{
    /// <summary>The defaults of a fresh network. The carbon price is near the national market's 2024–2025 level; the other two are our assumption.</summary>
    public static readonly PolicyView Default = new(1, 1, 1, 100m, 0.002m, 5m, 24, 15, 0);

    public ObjectivePrices Prices { get; init; } = new();

    /// <summary>Tenants with limits or weights of their own; a tenant sees only itself.</summary>
    public IReadOnlyList<TenantPolicy> Tenants { get; init; } = [];

    public IReadOnlyList<SitePolicy> Sites { get; init; } = [];
}

/// <summary>
/// <c>PUT /api/policy</c>: replaces the weights; needs If-Match with the version that was read. Weights 0–1000; carbon 0–100 000 yuan per tonne;
/// latency 0–1000 and waiting 0–100 000 yuan per hour; horizon 1–168 hours in slots of 1–240 minutes.
/// </summary>
public sealed record SetPolicy(
    double PriceWeight,
    double LatencyWeight,
    double CarbonWeight,
    decimal CarbonYuanPerTonne,
    decimal LatencyYuanPerMillisecondHour,
    decimal WaitingYuanPerHour,
    int HorizonHours,
    int SlotMinutes)
{
    /// <summary>Null: the prices of a fresh network.</summary>
    public ObjectivePrices? Prices { get; init; }

    public IReadOnlyList<TenantPolicy>? Tenants { get; init; }
    public IReadOnlyList<SitePolicy>? Sites { get; init; }
}
