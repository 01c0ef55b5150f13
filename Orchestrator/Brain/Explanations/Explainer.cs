using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Problem;
using ComputeNet.Brain.Rules;
using ComputeNet.Contracts.Plans;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Explanations;

/// <summary>
/// The candidate table of one demand: every pool × variant, chosen, feasible or refused. A pure function of the stored problem, policy
/// and plan, so that "why here?" has the same answer a year later. A feasible candidate shows its best start given the capacity that
/// all other placements of the plan leave.
/// </summary>
public static class Explainer
{
    /// <summary>Null when the problem has no such demand or the plan gives it no fate.</summary>
    public static Explanation? Explain(PlanningProblem problem, PlanningPolicy policy, Plan plan, WorkloadId workload)
    {
        var @case = new PlanningCase(problem, policy);
        if (@case.FindDemand(workload) is not { } demand)
            return null;
        var left = new CapacityLeft(@case, plan.Placements, except: workload);
        if (plan.Placements.FirstOrDefault(p => p.Workload == workload) is { } placement)
            return new Explanation(workload, placement.DurationIsAssumed, Table(@case, demand, left, placement), placement.WhyLater);
        return plan.LeftOut.FirstOrDefault(l => l.Workload == workload) is { } leftOut
            ? new Explanation(workload, demand.Variants.Any(v => v.DurationIsAssumed), Table(@case, demand, left, null), leftOut.Why)
            : null;
    }

    /// <summary>
    /// The same for a demand that is not (yet) in the problem, given what the plan leaves: the table before a submit. Nothing is chosen;
    /// the first feasible candidate is what it would get if nothing changes.
    /// </summary>
    public static Explanation Preview(PlanningProblem problem, PlanningPolicy policy, Plan plan, Demand demand)
    {
        var @case = new PlanningCase(problem, policy);
        var facts = @case.Consider(demand);
        var left = new CapacityLeft(@case, plan.Placements, except: demand.Workload);
        var judgements = Sorted(@case, facts, left, null);
        var why = judgements is [{ IsFeasible: true } best, ..]
            ? PendingReason.Later(best.Candidate, best.BestSlot, left)
            : PendingReason.Never(@case, facts, left);
        return new Explanation(demand.Workload, facts.Variants.Any(v => v.DurationIsAssumed), Rows(@case, facts, judgements, left, null), why);
    }

    private static List<Candidate> Table(PlanningCase @case, DemandFacts demand, CapacityLeft left, Placement? placement) =>
        Rows(@case, demand, Sorted(@case, demand, left, placement), left, placement);

    /// <summary>A row for every pool × variant. Of a gang that may be spread, one more for every site × variant: the best of its spreads, or why there is none.</summary>
    private static List<Candidate> Rows(PlanningCase @case, DemandFacts demand, List<Judgement> sorted, CapacityLeft left, Placement? placement)
    {
        var sites = new HashSet<(SiteId, int)>();
        List<Candidate> rows = [.. sorted.Where(j => j.Candidate.Spread is not { } spread || sites.Add((spread.Site, spread.VariantIndex))).Select(j => Row(j, left, placement))];
        if (!demand.MaySpread)
            return rows;
        var rules = new RulesOfDemand(@case, demand);
        for (var variant = 0; variant < demand.Variants.Count; variant++)
        {
            foreach (var site in Spreads.Qualified(@case, demand, variant, rules).GroupBy(p => p.Supply.Site).Where(g => g.Count() > 1 && !sites.Contains((g.Key, variant))))
            {
                var (first, told) = (site.First(), demand.VariantOn(variant, site.First()));
                rows.Add(new Candidate(site.Key, first.Supply.Pool, variant, told.Variant.Architecture, first.Supply.Model, CandidateVerdict.Refused, null, null, null, [], Spreads.WhyNone(@case, demand, variant, [.. site]))
                {
                    Parts = [],
                    RunTime = told.Time,
                });
            }
        }
        return rows;
    }

    private static List<Judgement> Sorted(PlanningCase @case, DemandFacts demand, CapacityLeft left, Placement? placement) =>
    [
        .. Judgement.All(@case, demand, left)
            .OrderBy(j => IsChosen(j, placement) ? 0 : j.IsFeasible ? 1 : 2)
            .ThenBy(j => j.IsFeasible ? j.CostMicroYuan : 0)
            .ThenBy(j => j.IsAllowed ? int.MaxValue : j.RefusingFilter),
    ];

    private static Candidate Row(in Judgement judgement, CapacityLeft left, Placement? placement)
    {
        var candidate = judgement.Candidate;
        var (pool, variant) = (candidate.Pool.Supply, candidate.Variant.Variant);
        Candidate Tell(CandidateVerdict verdict, DateTimeOffset? start, DateTimeOffset? end, CandidateFigures? figures, IReadOnlyList<CostTerm> terms, Refusal? refusedBy) =>
            new(pool.Site, pool.Pool, candidate.VariantIndex, variant.Architecture, pool.Model, verdict, start, end, figures, terms, refusedBy) { RunTime = candidate.Variant.Time, Parts = PlacedCandidates.PartsOf(candidate, verdict != CandidateVerdict.Refused) };

        if (IsChosen(judgement, placement))
            return Tell(CandidateVerdict.Chosen, placement!.Start, placement.End, placement.Figures, placement.Terms, null) with { Seats = placement.Seats, Parts = placement.Parts };
        if (!judgement.IsFeasible)
            return Tell(CandidateVerdict.Refused, null, null, null, [], judgement.Refusal(left));
        var (slot, clock) = (judgement.BestSlot, candidate.Case.Clock);
        return Tell(CandidateVerdict.Feasible, clock.StartOf(slot), clock.EndOf(slot, candidate.Variant.DurationSeconds),
            FiguresOf.Candidate(candidate, slot), Rulebook.TermsOf(candidate, slot), null);
    }

    private static bool IsChosen(in Judgement judgement, Placement? placement) =>
        placement is not null && judgement.Candidate.VariantIndex == placement.VariantIndex
        && (placement.Parts is null
            ? judgement.Candidate.Spread is null && judgement.Candidate.Pool.Supply.Pool == placement.Pool
            : judgement.Candidate.Spread is { } spread && placement.Parts.Select(p => p.Pool).SequenceEqual(spread.Pools.Select(p => p.Supply.Pool)));
}
