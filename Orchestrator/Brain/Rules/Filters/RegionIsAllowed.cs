using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Rules.Filters;

/// <summary>A workload stays in the regions that its tenant allows.</summary>
public sealed class RegionIsAllowed : IFilter
{
    public string Id => "region-not-allowed";

    public bool Concerns(DemandFacts demand) => demand.Demand.Placement.AllowedRegions.Count > 0;

    public bool Allows(in Candidacy candidate) => candidate.Demand.Demand.Placement.AllowedRegions is { Count: 0 } || candidate.Demand.Demand.Placement.AllowedRegions.Contains(candidate.Pool.Supply.Region);

    public Refusal Because(in Candidacy candidate) => Refusal.Because(Id,
        ("region", candidate.Pool.Supply.Region),
        ("allowedRegions", string.Join(" ", candidate.Demand.Demand.Placement.AllowedRegions)));
}
