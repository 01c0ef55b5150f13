using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Problem;
using ComputeNet.Brain.Rules;
using ComputeNet.Brain.Rules.Objectives;
using ComputeNet.Contracts.Plans;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Explanations.Counterfactuals;

/// <summary>Walks every placement that has room once a wish is given up whole, and keeps the one that needs least of it and the one that costs least.</summary>
internal static class RelaxationSearch
{
    private static readonly AvoidWaiting Waiting = new();

    internal static IEnumerable<VerifiedCounterfactual> Run(PlanningCase @case, Demand demand, IRelaxation relaxation, CapacityLeft left, Present present)
    {
        var (least, best) = (default(Found?), default(Found?));
        foreach (var open in relaxation.GivenUp(demand, @case))
        {
            var facts = @case.Consider(open);
            for (var variant = 0; variant < facts.Variants.Count; variant++)
            {
                foreach (var pool in @case.Pools)
                    Walk(new Candidacy(@case, facts, variant, pool), demand, relaxation, left, present.MustCostLessThan, ref least, ref best);
            }
            if (!relaxation.OpensSpreads)
                continue;
            foreach (var (spread, _) in Spreads.Of(@case, facts, new RulesOfDemand(@case, facts)))
            {
                if (Judgement.Of(spread, left) is { IsFeasible: true } judged)
                    Note(judged.Candidate, judged.BestSlot, judged.CostMicroYuan, demand, relaxation, present.MustCostLessThan, ref least, ref best);
            }
        }
        Found?[] found = best == least ? [least] : [least, best];
        return found.OfType<Found>().Select(f => Verify(@case, demand, relaxation, left, present, f)).OfType<VerifiedCounterfactual>();
    }

    private static void Walk(in Candidacy candidate, Demand demand, IRelaxation relaxation, CapacityLeft left, long mustCostLessThan, ref Found? least, ref Found? best)
    {
        if (!Rulebook.Admits(candidate))
            return;
        for (var slot = Judgement.NextStart(candidate, left, candidate.FirstSlot); slot >= 0; slot = Judgement.NextStart(candidate, left, slot + 1L))
        {
            var cost = Rulebook.CostOf(candidate, slot) - (relaxation.MovesEarliestStart ? Waiting.OfPlacement(candidate, slot) : 0);
            Note(candidate, slot, cost, demand, relaxation, mustCostLessThan, ref least, ref best);
        }
    }

    private static void Note(in Candidacy candidate, int slot, long cost, Demand demand, IRelaxation relaxation, long mustCostLessThan, ref Found? least, ref Found? best)
    {
        if (relaxation.Need(demand, candidate, slot) is not { } need || cost >= mustCostLessThan)
            return;
        if (least is not { } small || need < small.Need || (need == small.Need && cost < small.CostMicroYuan))
            least = new Found(candidate, slot, need, cost);
        if (best is not { } cheap || cost < cheap.CostMicroYuan || (cost == cheap.CostMicroYuan && need < cheap.Need))
            best = new Found(candidate, slot, need, cost);
    }

    /// <summary>Places the demand that asks for just so much less, as a round would; null should it not be what the walk saw.</summary>
    private static VerifiedCounterfactual? Verify(PlanningCase @case, Demand demand, IRelaxation relaxation, CapacityLeft left, Present present, in Found found)
    {
        var relaxed = relaxation.To(demand, found.Candidate, found.Slot);
        if (Present.Best(@case, @case.Consider(relaxed.Demand), left) is not { } placed || placed.CostMicroYuan >= present.MustCostLessThan)
            return null;
        var (candidate, slot) = (placed.Candidate, placed.BestSlot);
        var figures = FiguresOf.Candidate(candidate, slot);
        return new VerifiedCounterfactual(relaxed.Demand, new Counterfactual(
            relaxation.Id, Refusal.Because(relaxation.Id, relaxed.Facts).Facts, present.Figures is null, candidate.Pool.Supply.Site, candidate.Pool.Supply.Pool, candidate.VariantIndex,
            @case.Clock.StartOf(slot), @case.Clock.EndOf(slot, candidate.Variant.DurationSeconds), figures, Rulebook.TermsOf(candidate, slot),
            present.Figures is { } before ? FigureDifference.Between(before, figures, placed.CostMicroYuan - present.CostMicroYuan) : null, 0)
        {
            Parts = PlacedCandidates.PartsOf(candidate),
        });
    }

    private readonly record struct Found(Candidacy Candidate, int Slot, double Need, long CostMicroYuan);
}
