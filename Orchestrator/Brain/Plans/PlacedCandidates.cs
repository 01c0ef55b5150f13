using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Plans;

namespace ComputeNet.Brain.Plans;

/// <summary>Placements as the law sees them: which candidate each is, and what it holds where.</summary>
internal static class PlacedCandidates
{
    /// <summary>The candidate that a placement is: in its pool, or spread over its parts; null where it names nothing real.</summary>
    internal static Candidacy? CandidateIn(this Placement placement, PlanningCase @case)
    {
        if (placement.Parts is not null)
            return placement.SpreadIn(@case);
        return @case.FindDemand(placement.Workload) is { } demand && @case.FindPool(placement.Pool) is { } pool && placement.VariantIndex >= 0 && placement.VariantIndex < demand.Variants.Count
            ? new Candidacy(@case, demand, placement.VariantIndex, pool)
            : null;
    }

    /// <summary>The parts of a spread as documents tell them; empty where its members are not shared out; null for a candidate in one pool.</summary>
    internal static IReadOnlyList<GangPart>? PartsOf(in Candidacy candidate, bool areSharedOut = true) => candidate.Spread is not { } spread ? null
        : areSharedOut && candidate.Members is { } members ? [.. spread.Pools.Select((pool, part) => new GangPart(pool.Supply.Pool, members[part]))] : [];

    /// <summary>Pools and what the placement takes of the grid of each.</summary>
    internal static IEnumerable<(PoolFacts Pool, long Units)> HeldIn(this Placement placement, PlanningCase @case)
    {
        if (placement.SpreadIn(@case) is { Spread: { } spread, Members: { } members })
            return spread.Pools.Select((pool, part) => (pool, (long)members[part] * spread.DevicesPerMember * pool.UnitsPerDevice));
        return @case.FindPool(placement.Pool) is { } only ? [(only, placement.UnitsIn(only))] : [];
    }

    internal static Candidacy? SpreadIn(this Placement placement, PlanningCase @case) =>
        placement.Parts is { } parts && @case.FindDemand(placement.Workload) is { } demand ? Spread.Told(@case, demand, placement.VariantIndex, parts) : null;
}
