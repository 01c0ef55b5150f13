using ComputeNet.Brain.Explanations.Counterfactuals;
using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Problem;
using ComputeNet.Brain.Rules;
using ComputeNet.Contracts.Plans;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;

namespace ComputeNet.Brain.Explanations.Interruptions;

/// <summary>
/// What one demand would gain if it could be interrupted: the cheapest run in stretches over every pool × variant that the rules admit, in the slots that have
/// room beside the plan, within the horizon: what the round would give it next, alone.
/// </summary>
public static class InterruptionFinder
{
    /// <summary>Null when the problem has no such demand, or interruptions bring nothing.</summary>
    /// <exception cref="ArgumentException">A term below zero.</exception>
    public static InterruptedRun? Find(PlanningProblem problem, PlanningPolicy policy, Plan plan, WorkloadId workload, Interruptible terms)
    {
        if (InterruptionFacts.Of(terms) is null)
            throw new ArgumentException($"{terms}: no term may be below zero, or beyond a year.", nameof(terms));
        var @case = new PlanningCase(problem with { Demands = [.. problem.Demands.Select(d => d.Workload == workload ? d with { Interruptible = terms } : d)] }, policy);
        if (@case.FindDemand(workload) is not { } demand)
            return null;
        var left = new CapacityLeft(@case, plan.Placements, except: workload);
        var present = Present.Of(@case, plan, demand.Demand, left);
        var (best, least, work) = (default((Candidacy Candidate, Stretched Run)?), present.CostMicroYuan, 0L);
        for (var variant = 0; variant < demand.Variants.Count; variant++)
        {
            foreach (var pool in @case.Pools)
            {
                var candidate = new Candidacy(@case, demand, variant, pool);
                if (Rulebook.Admits(candidate) && left.Commons.Allows(candidate)
                    && CheapestSplit.Of(candidate, left.Of(pool), left.Commons.QuotaRow(candidate), ref work) is { } run && left.Commons.Allows(candidate, run)
                    && Rulebook.TermsOf(candidate, run).Sum(t => t.MicroYuan) is var cost && cost < least)
                    (best, least) = ((candidate, run), cost);
            }
        }
        return best is { } found ? Answer(found.Candidate, found.Run, present) : null;
    }

    private static InterruptedRun Answer(in Candidacy candidate, Stretched run, Present present)
    {
        var (pool, figures, terms) = (candidate.Pool.Supply, FiguresOf.Candidate(candidate, run.FirstSlot, run), Rulebook.TermsOf(candidate, run));
        return new InterruptedRun(
            pool.Site, pool.Pool, candidate.VariantIndex, run.Written, figures, terms, present.Figures is null,
            present.Figures is { } now ? FigureDifference.Between(now, figures, terms.Sum(t => t.MicroYuan) - present.CostMicroYuan) : null);
    }
}
