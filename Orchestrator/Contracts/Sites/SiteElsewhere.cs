using ComputeNet.Contracts.Plans;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Contracts.Sites;

/// <summary>
/// <c>GET /api/sites/{id}/elsewhere?hours={h}</c>, and <c>GET /api/site/elsewhere</c> for the site itself: over the recorded plans of a window, what went elsewhere although a pool of this
/// site was a candidate, why, and what would have won it. Sums over all tenants; nobody's name is in it. What would have won is worked out for each placement by
/// itself, all else as planned.
/// </summary>
/// <param name="Site">Who lost it.</param>
/// <param name="From">The window.</param>
/// <param name="To">The window.</param>
/// <param name="Plans">Recorded plans that were looked at; at most the newest so many of the window.</param>
/// <param name="Placements">Placements elsewhere that were looked at.</param>
/// <param name="IsCut">There was more in the window than one answer looks at.</param>
public sealed record SiteElsewhere(SiteId Site, DateTimeOffset From, DateTimeOffset To, int Plans, int Placements, bool IsCut)
{
    /// <summary>By pool and rule, the most device-hours first.</summary>
    public IReadOnlyList<LostToRule> Refused { get; init; } = [];

    /// <summary>By pool, the most device-hours first.</summary>
    public IReadOnlyList<LostToCost> Dearer { get; init; } = [];

    /// <summary>From the highest price down: at this one, so much would have come.</summary>
    public IReadOnlyList<WinningPrice> Prices { get; init; } = [];

    /// <summary>From the fewest devices up.</summary>
    public IReadOnlyList<WinningCapacity> Capacities { get; init; } = [];
}

/// <summary>Refused by one rule, by its code; <paramref name="Medians"/> are the middle values of the numbers that came with it, by their names.</summary>
public sealed record LostToRule(PoolId Pool, string Rule, int Placements, double DeviceHours, IReadOnlyDictionary<string, double> Medians);

/// <summary>Feasible and dearer: the middle of how much, and by objective the mean difference, here less there.</summary>
public sealed record LostToCost(PoolId Pool, int Placements, double DeviceHours, long MedianExtraMicroYuan, IReadOnlyList<CostTerm> MeanTerms);

/// <summary>At this price or below, so many placements with so many device-hours would have come, each taken by itself.</summary>
public sealed record WinningPrice(PoolId Pool, decimal YuanPerDeviceHour, int Placements, double DeviceHours);

/// <summary>With so many devices more, so many placements would have come, each taken by itself.</summary>
public sealed record WinningCapacity(PoolId Pool, int ExtraDevices, int Placements, double DeviceHours);
