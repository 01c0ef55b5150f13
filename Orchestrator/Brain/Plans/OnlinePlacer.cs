using ComputeNet.Brain.Explanations;
using ComputeNet.Brain.Problem;
using ComputeNet.Brain.Rules;

namespace ComputeNet.Brain.Plans;

/// <summary>What one arrival is offered beside a plan, and what the capacity that it takes is worth to the others (not part of its cost).</summary>
public sealed record Offer(Placement Placement, long ChargeMicroYuan);

/// <summary>
/// Decides one arrival at a time between two rounds, in microseconds: where its joint cost plus the plan's prices on the capacity that it would
/// take is least, in the room that the plan leaves. Offers are forecasts of the law, not of a solver; the next round may improve them.
/// Made once per plan; not for several threads at once.
/// </summary>
public sealed class OnlinePlacer
{
    private readonly PlanningCase @case;
    private readonly CapacityLeft left;
    private readonly PlanCharges charges;
    private readonly List<(long FixedMicroYuan, Candidacy Candidate)> candidates = [];

    public OnlinePlacer(PlanningProblem problem, PlanningPolicy policy, Plan plan)
    {
        @case = new PlanningCase(problem, policy);
        left = new CapacityLeft(@case, plan.Placements);
        charges = new PlanCharges(@case, plan.Prices);
    }

    /// <summary>The offer for a demand that is not in the problem; null when no admissible place has room. Takes nothing yet.</summary>
    public Offer? Decide(Demand demand)
    {
        Admit(@case.Consider(demand));
        var (best, bestSlot, least) = (default(Candidacy?), -1, (Int128)long.MaxValue);
        foreach (var (fix, candidate) in candidates)
        {
            // Neither the rest of the cost nor a charge is ever negative.
            if (fix >= least)
                break;
            for (var slot = Judgement.NextStart(candidate, left, candidate.FirstSlot); slot >= 0; slot = Judgement.NextStart(candidate, left, slot + 1L))
            {
                if (Rulebook.CostOf(candidate, slot) + charges.Of(candidate, slot) is var priced && priced < least)
                    (best, bestSlot, least) = (candidate, slot, priced);
            }
        }
        return best is { } chosen
            ? new Offer(PlanWriter.Place(@case, new Decision(chosen.Demand, chosen.Pool, chosen.VariantIndex, bestSlot) { Seats = left.Nodes?.SeatsFor(chosen, bestSlot) }), (long)Int128.Min(long.MaxValue, charges.Of(chosen, bestSlot)))
            : null;
    }

    /// <summary>Accepts an offer of this placer for the demand: later offers see its place as taken.</summary>
    public void Take(Demand demand, Offer offer)
    {
        left.Take(@case, offer.Placement);
        if (@case.FindDemand(demand.Workload) is not null || @case.FindPool(offer.Placement.Pool) is not { } pool)
            return;
        @case.Ties.Note(demand);
        left.Commons?.Take(new Candidacy(@case, @case.Consider(demand), offer.Placement.VariantIndex, pool), offer.Placement.StartSlot);
    }

    /// <summary>Lists what the filters admit, by the part of the cost that no start changes.</summary>
    private void Admit(DemandFacts demand)
    {
        candidates.Clear();
        var rules = new RulesOfDemand(@case, demand);
        for (var variant = 0; variant < demand.Variants.Count; variant++)
        {
            foreach (var pool in @case.Pools)
            {
                var candidate = new Candidacy(@case, demand, variant, pool);
                if (rules.Admits(candidate, out _))
                    candidates.Add((rules.FixedCostOf(candidate), candidate));
            }
        }
        candidates.Sort((a, b) => a.FixedMicroYuan != b.FixedMicroYuan ? a.FixedMicroYuan.CompareTo(b.FixedMicroYuan)
            : a.Candidate.VariantIndex != b.Candidate.VariantIndex ? a.Candidate.VariantIndex.CompareTo(b.Candidate.VariantIndex)
            : a.Candidate.Pool.Index.CompareTo(b.Candidate.Pool.Index));
    }
}
