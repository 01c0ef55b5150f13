using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Rules.Constraints;

/// <summary>Workloads that must share a site do, and those that must not do not: among the placed, and with those that stand already.</summary>
public sealed class TiesAreKept : IConstraint
{
    public string Id => "ties-are-kept";

    public IEnumerable<Violation> Check(PlanningCase @case, Plan plan)
    {
        var sites = new Dictionary<WorkloadId, SiteId>();
        foreach (var placement in plan.Placements)
            sites.TryAdd(placement.Workload, placement.Site);
        foreach (var placement in plan.Placements)
        {
            foreach (var tie in @case.FindDemand(placement.Workload)?.Ties ?? [])
            {
                var at = @case.Ties.SiteOfStanding(tie.Other) ?? (sites.TryGetValue(tie.Other, out var site) ? site : null);
                if (at is { } other && !tie.Allows(placement.Site, other))
                    yield return new Violation(Id, placement.Workload, placement.Pool, $"must {(tie.Together ? "share" : "not share")} its site with {tie.Other}, which is at {other}");
            }
        }
    }
}
