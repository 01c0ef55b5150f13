using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Problem;

namespace ComputeNet.Brain.Rules.Constraints;

/// <summary>A placement is a candidate that no filter refuses, at the site that its pool belongs to.</summary>
public sealed class PlacementsPassTheFilters : IConstraint
{
    public string Id => "placements-pass-the-filters";

    public IEnumerable<Violation> Check(PlanningCase @case, Plan plan)
    {
        foreach (var placement in plan.Placements)
        {
            if (@case.FindDemand(placement.Workload) is not { } demand)
                continue;
            if (@case.FindPool(placement.Pool) is not { } pool || pool.Supply.Site != placement.Site)
                yield return new Violation(Id, placement.Workload, placement.Pool, $"the problem has no such pool at {placement.Site}");
            else if (placement.VariantIndex < 0 || placement.VariantIndex >= demand.Variants.Count)
                yield return new Violation(Id, placement.Workload, placement.Pool, $"the demand has no variant {placement.VariantIndex}");
            else if (placement.Parts is not null)
            {
                if (placement.CandidateIn(@case) is { Spread: { } spread } && !(spread.Site == placement.Site && Spreads.Admits(spread)))
                    yield return new Violation(Id, placement.Workload, placement.Pool, $"the gang may not be spread over {string.Join(", ", spread.Pools.Select(p => p.Supply.Pool))}");
            }
            else
            {
                var candidate = new Candidacy(@case, demand, placement.VariantIndex, pool);
                if (Rulebook.FirstRefusing(candidate) is { } filter)
                    yield return new Violation(Id, placement.Workload, placement.Pool, filter.Because(candidate).ToString());
            }
        }
    }
}
