using ComputeNet.Contracts.Plans;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Contracts.Policies;

/// <summary>
/// <c>POST /api/policy/what-if</c>: the newest plan on record, decided again under other weights and prices; nothing is stored or changed. What a
/// policy says of quotas, budgets, sites, horizon and slots is not part of it. Without any plan on record everything is null or empty.
/// </summary>
/// <param name="Plan">The plan that was decided again.</param>
/// <param name="At">When that plan was made.</param>
/// <param name="Before">As it was.</param>
/// <param name="After">As it would have been.</param>
/// <param name="Changed">How many workloads would have had another place or start, or none.</param>
/// <param name="Moves">The first 100 of them, by id.</param>
public sealed record PolicyWhatIf(PlanId? Plan, DateTimeOffset? At, PlanFigures? Before, PlanFigures? After, int Changed, IReadOnlyList<PolicyMove> Moves);

/// <summary>
/// What the placements of a plan add up to: compute price in yuan, mean round trip in milliseconds, grams of CO₂e. Sums are over what is known; null when
/// nothing is.
/// </summary>
public sealed record PlanFigures(int PlacedNow, int PlacedLater, int Unplaced, decimal? PriceYuan, double? MeanLatencyMilliseconds, double? CarbonGrams, double WaitingHours);

/// <summary>One workload's place before and after; null is left out; of one that runs, where the rest of it goes on. The difference is told term by term in micro-yuan of the joint cost, each side by its own policy.</summary>
public sealed record PolicyMove(WorkloadId Workload, PolicySpot? From, PolicySpot? To, IReadOnlyList<CostTerm> Terms);

/// <summary>Where and when.</summary>
public sealed record PolicySpot(SiteId Site, PoolId Pool, DateTimeOffset Start);
