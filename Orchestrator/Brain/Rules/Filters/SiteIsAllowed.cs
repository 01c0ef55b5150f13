using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Rules.Filters;

/// <summary>When the tenant lists sites, no other site is used.</summary>
public sealed class SiteIsAllowed : IFilter
{
    public string Id => "site-not-allowed";

    public bool Concerns(DemandFacts demand) => demand.Demand.Placement.AllowedSites.Count > 0;

    public bool Allows(in Candidacy candidate) => candidate.Demand.Demand.Placement.AllowedSites is { Count: 0 } || candidate.Demand.Demand.Placement.AllowedSites.Contains(candidate.Pool.Supply.Site);

    public Refusal Because(in Candidacy candidate) => Refusal.Because(Id,
        ("site", candidate.Pool.Supply.Site),
        ("allowedSites", string.Join(" ", candidate.Demand.Demand.Placement.AllowedSites)));
}
