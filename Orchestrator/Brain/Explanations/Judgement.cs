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
        var free = left.Of(candidate.Pool);
        var (best, bestCost) = (-1, long.MaxValue);
        for (var slot = candidate.FirstSlot; slot <= candidate.LastSlot; slot++)
        {
            slot = Windows.FirstFit(free, slot, candidate.LastSlot, candidate.Variant.TouchedSlots, candidate.Variant.Devices);
            if (slot < 0)
                break;
            if (Rulebook.CostOf(candidate, (int)slot) is var cost && cost < bestCost)
                (best, bestCost) = ((int)slot, cost);
        }
        return new Judgement(candidate, -1, best, bestCost);
    }

    /// <summary>Every variant × pool of a demand.</summary>
    internal static IEnumerable<Judgement> All(PlanningCase @case, DemandFacts demand, CapacityLeft left)
    {
        for (var variant = 0; variant < demand.Variants.Count; variant++)
        {
            foreach (var pool in @case.Pools)
                yield return Of(new Candidacy(@case, demand, variant, pool), left);
        }
    }

    /// <summary>The "no" in words and numbers; only for a candidate that is not feasible.</summary>
    internal Refusal Refusal(CapacityLeft left) =>
        IsAllowed ? ShortOf.Capacity(Candidate, left.Of(Candidate.Pool)) : Rulebook.Filters[RefusingFilter].Because(Candidate);
}
