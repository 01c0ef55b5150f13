using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Rules.Filters;

/// <summary>The site has kept at least the share of its promises that the tenant asks for.</summary>
public sealed class TrustIsSufficient : IFilter
{
    public string Id => "trust-below-floor";

    public bool Concerns(DemandFacts demand) => demand.Demand.Placement.MinTrust is not null;

    public bool Allows(in Candidacy candidate) => candidate.Demand.Demand.Placement.MinTrust is not { } floor || candidate.Pool.Supply.Trust >= floor;

    public Refusal Because(in Candidacy candidate) => Refusal.Because(Id,
        ("site", candidate.Pool.Supply.Site),
        ("trust", candidate.Pool.Supply.Trust),
        ("minTrust", candidate.Demand.Demand.Placement.MinTrust));
}
