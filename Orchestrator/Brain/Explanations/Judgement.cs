using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Problem;
using ComputeNet.Brain.Rules;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Explanations;

/// <summary>
/// What the law and the capacity left by a plan say of one candidate, without words yet: the rank of the first filter that refuses it,
/// or its best start and cost, or neither when no start has room.
/// </summary>
internal readonly struct Judgement
{
    private Judgement(in Candidacy candidate, int refusingFilter, int bestSlot, long cost)
    {
        (Candidate, RefusingFilter, BestSlot, CostMicroYuan) = (candidate, refusingFilter, bestSlot, cost);
    }

    internal Candidacy Candidate { get; }

    /// <summary>Place in the rulebook's order; −1 when every filter allows.</summary>
    internal int RefusingFilter { get; }

    /// <summary>−1 when there is none.</summary>
    internal int BestSlot { get; }

    internal long CostMicroYuan { get; }

    internal bool IsAllowed => RefusingFilter < 0;
    internal bool IsFeasible => BestSlot >= 0;

    internal static Judgement Of(in Candidacy candidate, CapacityLeft left)
    {
        for (var rank = 0; rank < Rulebook.Filters.Count; rank++)
        {
            if (!Rulebook.Filters[rank].Allows(candidate))
                return new Judgement(candidate, rank, -1, 0);
        }
        var (best, bestCost) = (-1, long.MaxValue);
        for (var slot = NextStart(candidate, left, candidate.FirstSlot); slot >= 0; slot = NextStart(candidate, left, slot + 1L))
        {
            if (Rulebook.CostOf(candidate, slot) is var cost && cost < bestCost)
                (best, bestCost) = (slot, cost);
        }
        return new Judgement(candidate, -1, best, bestCost);
    }

    /// <summary>
    /// The first start from the slot on for which the pool has room and what its tenant shares allows it; −1 when its window has none left. Only for
    /// a candidate that the filters admit.
    /// </summary>
    internal static int NextStart(in Candidacy candidate, CapacityLeft left, long from)
    {
        if (from > candidate.LastSlot || !left.Commons.Allows(candidate))
            return -1;
        var quota = left.Commons.QuotaRow(candidate);
        var (touched, start) = (candidate.Variant.TouchedSlots, from);
        while (true)
        {
            start = Windows.FirstFit(left.Of(candidate.Pool), start, candidate.LastSlot, touched, candidate.Units);
            if (start == 0 && left.Nodes?.Refuses(candidate) is not null)
                start = Windows.FirstFit(left.Of(candidate.Pool), 1, candidate.LastSlot, touched, candidate.Units);
            if (start < 0 || quota.IsEmpty || Windows.Fits(quota, start, touched, candidate.QuotaDevices))
                return (int)start;
            if (++start > candidate.LastSlot)
                return -1;
        }
    }

    /// <summary>Of a gang over several pools: its best start, and how its members share out there.</summary>
    internal static Judgement Of(Spread spread, CapacityLeft left)
    {
        var (best, bestSlot, bestCost) = (default(Candidacy?), -1, long.MaxValue);
        for (var slot = (int)spread.FirstSlot; slot <= spread.LastSlot; slot++)
        {
            if (InRoom(spread, slot, left) is { } candidate && Rulebook.CostOf(candidate, slot) is var cost && cost < bestCost)
                (best, bestSlot, bestCost) = (candidate, slot, cost);
        }
        return new Judgement(best ?? spread.With([.. Enumerable.Repeat(1, spread.Pools.Count)]), -1, bestSlot, bestCost);
    }

    /// <summary>The gang shared out as cheaply as the room and its tenant's limits allow; null when they do not.</summary>
    internal static Candidacy? InRoom(Spread spread, int slot, CapacityLeft left)
    {
        var quota = left.Commons.QuotaRow(spread.WholeIn(0));
        if (!quota.IsEmpty && !Windows.Fits(quota, slot, spread.Variant.TouchedSlots, spread.Variant.Devices))
            return null;
        return SharedOut.InRoom(spread, slot, left) is { } members && spread.With(members) is var candidate && left.Commons.Allows(candidate) ? candidate : null;
    }

    /// <summary>Every variant × pool of a demand, then every admissible spread of its gang.</summary>
    internal static IEnumerable<Judgement> All(PlanningCase @case, DemandFacts demand, CapacityLeft left)
    {
        for (var variant = 0; variant < demand.Variants.Count; variant++)
        {
            foreach (var pool in @case.Pools)
                yield return Of(new Candidacy(@case, demand, variant, pool), left);
        }
        foreach (var (spread, _) in Spreads.Of(@case, demand, new RulesOfDemand(@case, demand)))
            yield return Of(spread, left);
    }

    /// <summary>The "no" in words and numbers; only for a candidate that is not feasible.</summary>
    internal Refusal Refusal(CapacityLeft left) =>
        IsAllowed ? left.Commons.Refuses(Candidate) ?? ShortOf.Room(Candidate, left) : Rulebook.Filters[RefusingFilter].Because(Candidate);
}
