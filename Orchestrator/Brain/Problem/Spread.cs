using ComputeNet.Contracts.Plans;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Problem;

/// <summary>
/// Pools of one site that a gang may be spread over, each with at least one member. It runs as long as on the slowest of their models. How many
/// members each pool takes is not said yet: that is <see cref="Candidacy.Members"/>.
/// </summary>
public sealed class Spread
{
    private readonly VariantFacts member;

    internal Spread(PlanningCase @case, DemandFacts demand, int variantIndex, IReadOnlyList<PoolFacts> pools)
    {
        (Case, Demand, VariantIndex, Pools) = (@case, demand, variantIndex, pools);
        var slowest = demand.VariantOn(variantIndex, pools[0]);
        foreach (var pool in pools)
        {
            if (demand.VariantOn(variantIndex, pool) is var here && here.DurationSeconds > slowest.DurationSeconds)
                slowest = here;
        }
        (Variant, member) = (slowest, slowest.OfOneMember());
        ClosedPastHorizonFrom = pools.Min(p => p.ClosedPastHorizonFrom);
    }

    internal PlanningCase Case { get; }
    internal DemandFacts Demand { get; }
    public int VariantIndex { get; }

    /// <summary>In the order of the problem.</summary>
    public IReadOnlyList<PoolFacts> Pools { get; }

    public SiteId Site => Pools[0].Supply.Site;

    /// <summary>The whole gang at the pace of the slowest pool.</summary>
    public VariantFacts Variant { get; }

    /// <summary>The first slot past the horizon that is closed in any of the pools.</summary>
    internal long ClosedPastHorizonFrom { get; }

    internal long FirstSlot => Demand.EarliestSlot;
    internal long LastSlot => Math.Min(Math.Min(Case.Clock.Slots - 1, Variant.LastSlotForDeadline), ClosedPastHorizonFrom - Variant.TouchedSlots);

    /// <summary>The most members that the pool can hold beside one in each of the others.</summary>
    internal int MostIn(int part) => (int)Math.Min(Pools[part].Devices / DevicesPerMember, GangMembers - (Pools.Count - 1));

    internal int GangMembers => Demand.Demand.GangMembers;
    internal int DevicesPerMember => Variant.Variant.DevicesPerMember;

    /// <summary>One member alone in the pool, at the gang's pace: what the filters judge, and what the pool's share of the cost is counted by.</summary>
    internal Candidacy MemberIn(int part) => new(this, Pools[part], member, null);

    /// <summary>The whole gang seen from one of its pools, for what it pays once.</summary>
    internal Candidacy WholeIn(int part) => new(this, Pools[part], Variant, null);

    /// <summary>The gang with so many members in each pool.</summary>
    internal Candidacy With(int[] members) => new(this, Pools[0], Variant, members);

    /// <summary>What a placement tells as its parts, if those are pools of the problem; null where they are not, or are fewer than two.</summary>
    internal static Candidacy? Told(PlanningCase @case, DemandFacts demand, int variantIndex, IReadOnlyList<GangPart> parts)
    {
        if (parts.Count < 2 || variantIndex < 0 || variantIndex >= demand.Variants.Count || parts.Any(p => p.Members < 1))
            return null;
        var known = parts.Select(p => (Pool: @case.FindPool(p.Pool), p.Members)).OrderBy(p => p.Pool?.Index).ToList();
        return known.All(p => p.Pool is not null) && known.DistinctBy(p => p.Pool!.Index).Count() == parts.Count
            ? new Spread(@case, demand, variantIndex, [.. known.Select(p => p.Pool!)]).With([.. known.Select(p => p.Members)])
            : null;
    }
}
