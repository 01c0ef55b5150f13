using ComputeNet.Brain.Problem;
using ComputeNet.Brain.Rules;

namespace ComputeNet.Brain.Workflows;

/// <summary>Where a gang may run, by the same law as any workload: every pool × variant that all filters admit, priced by all objectives at its first start.</summary>
public static class WorkflowCandidates
{
    public static IReadOnlyList<GangCandidate> Of(PlanningProblem problem, PlanningPolicy policy, Demand gang) => Of(new PlanningCase(problem, policy), gang);

    public static IReadOnlyList<GangCandidate> Of(PlanningCase @case, Demand gang)
    {
        var demand = @case.Consider(gang);
        var candidates = new List<GangCandidate>();
        for (var variant = 0; variant < demand.Variants.Count; variant++)
        {
            foreach (var pool in @case.Pools)
            {
                var candidate = new Candidacy(@case, demand, variant, pool);
                if (Rulebook.Admits(candidate))
                    candidates.Add(new GangCandidate(pool.Supply.Site, pool.Supply.Pool, variant, Rulebook.TermsOf(candidate, (int)candidate.FirstSlot)));
            }
        }
        return candidates;
    }
}
