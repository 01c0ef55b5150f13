using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Rules.Filters;

/// <summary>A site that the tenant denies is never used.</summary>
public sealed class SiteIsNotDenied : IFilter
{
    public string Id => "site-denied";

    public bool Concerns(DemandFacts demand) => demand.Demand.Placement.DeniedSites.Count > 0;

    public bool Allows(in Candidacy candidate) => !candidate.Demand.Demand.Placement.DeniedSites.Contains(candidate.Pool.Supply.Site);

    public Refusal Because(in Candidacy candidate) => Refusal.Because(Id, ("site", candidate.Pool.Supply.Site));
}
