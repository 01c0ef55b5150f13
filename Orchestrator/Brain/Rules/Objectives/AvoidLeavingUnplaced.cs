using ComputeNet.Brain.Problem;

namespace ComputeNet.Brain.Rules.Objectives;

/// <summary>
/// Leaving a demand out costs what its dearest admissible placement would, plus the policy's penalty × the priority factor:
/// so placing it anywhere, any time, is always better for it, and between two that cannot both be placed the more important one wins
/// unless the joint cost says otherwise.
/// </summary>
public sealed class AvoidLeavingUnplaced : IObjective
{
    public string Id => "unplaced";

    /// <summary>No placement costs it anything; what leaving out costs is asked for by itself.</summary>
    public bool Concerns(PlanningCase @case, DemandFacts demand) => false;

    public long OfPlacement(in Candidacy candidate, int startSlot) => 0;

    public long AtMost(in Candidacy candidate) => 0;

    public long OfAbsence(PlanningCase @case, DemandFacts demand)
    {
        var (dearest, rules) = (0L, new RulesOfDemand(@case, demand));
        for (var variant = 0; variant < demand.Variants.Count; variant++)
        {
            foreach (var pool in @case.Pools)
            {
                if (rules.Admits(new Candidacy(@case, demand, variant, pool), out var atMost))
                    dearest = Math.Max(dearest, atMost);
            }
        }
        foreach (var (_, atMost) in Spreads.Of(@case, demand, rules))
            dearest = Math.Max(dearest, atMost);
        return OfAbsence(@case, demand, dearest);
    }

    /// <summary>The same with the dearest admissible placement already known.</summary>
    internal static long OfAbsence(PlanningCase @case, DemandFacts demand, long dearestMicroYuan) =>
        dearestMicroYuan + Math.Min(@case.CostLimitMicroYuan, Micro.FromYuan(@case.Prices.UnplacedYuan * demand.PriorityFactor));
}
