using ComputeNet.Brain.Explanations.Counterfactuals;
using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Problem;
using ComputeNet.Brain.Rules;
using ComputeNet.Contracts.Plans;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Explanations.Interruptions;

/// <summary>
/// What one demand would gain if it could be interrupted: the cheapest run in stretches over every pool × variant that the rules admit, in the slots that have
/// room beside the plan, within the horizon. Exact on the slots (ADR 21). Waiting counts all time until the end in which no work is done. A budget is held against the
/// work, not against what resumes add.
/// </summary>
public static class InterruptionFinder
{
    /// <summary>Null when the problem has no such demand, or interruptions bring nothing.</summary>
    /// <exception cref="ArgumentException">A term below zero.</exception>
    public static InterruptedRun? Find(PlanningProblem problem, PlanningPolicy policy, Plan plan, WorkloadId workload, InterruptionTerms terms)
    {
        if (terms.ResumeMinutes < 0 || terms.LeastMinutes < 0 || terms.ResumeYuan < 0)
            throw new ArgumentException($"{terms}: none may be below zero.", nameof(terms));
        var @case = new PlanningCase(problem, policy);
        if (@case.FindDemand(workload) is not { } demand)
            return null;
        var left = new CapacityLeft(@case, plan.Placements, except: workload);
        var present = Present.Of(@case, plan, demand.Demand, left);
        var best = default(CandidateSplit?);
        for (var variant = 0; variant < demand.Variants.Count; variant++)
        {
            foreach (var pool in @case.Pools)
            {
                var candidate = new Candidacy(@case, demand, variant, pool);
                if (Rulebook.Admits(candidate) && left.Commons?.Allows(candidate) != false && CandidateSplit.Of(candidate, left, terms) is { Run.Resumes: > 0 } split
                    && split.CostMicroYuan < (best?.CostMicroYuan ?? present.CostMicroYuan))
                    best = split;
            }
        }
        return best?.Answer(present);
    }
}
