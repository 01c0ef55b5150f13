using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Rules.Filters;

/// <summary>A workload that must share a site with one that already has its place goes where that one is.</summary>
public sealed class StandsByItsCompanions : IFilter
{
    public string Id => "companion-elsewhere";

    public bool Concerns(DemandFacts demand) => demand.Ties.Count > 0;

    public bool Allows(in Candidacy candidate) => Broken(candidate, together: true) is null;

    public Refusal Because(in Candidacy candidate) => Because(Id, candidate, Broken(candidate, together: true)!.Value);

    /// <summary>The first tie of the kind to a standing workload that this place would break.</summary>
    internal static (WorkloadId Other, SiteId At)? Broken(in Candidacy candidate, bool together)
    {
        foreach (var tie in candidate.Demand.Ties)
        {
            if (tie.Together == together && candidate.Case.Ties.SiteOfStanding(tie.Other) is { } at && !tie.Allows(candidate.Pool.Supply.Site, at))
                return (tie.Other, at);
        }
        return null;
    }

    internal static Refusal Because(string code, in Candidacy candidate, (WorkloadId Other, SiteId At) broken) => Refusal.Because(code,
        ("other", broken.Other),
        ("otherSite", broken.At),
        ("site", candidate.Pool.Supply.Site));
}
