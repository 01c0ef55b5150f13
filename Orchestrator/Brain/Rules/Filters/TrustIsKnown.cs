using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Rules.Filters;

/// <summary>A floor of trust cannot be held against a site that has not earned any yet.</summary>
public sealed class TrustIsKnown : IFilter
{
    public string Id => "trust-unknown";

    public bool Concerns(DemandFacts demand) => demand.Demand.Placement.MinTrust is not null;

    public bool Allows(in Candidacy candidate) => candidate.Demand.Demand.Placement.MinTrust is null || IsEarned(candidate.Pool.Supply);

    internal static bool IsEarned(PoolSupply pool) => Known.Share(pool.Trust) is not null && pool.TrustProvenance?.Basis != Basis.Assumed;

    public Refusal Because(in Candidacy candidate) => Refusal.Because(Id,
        ("site", candidate.Pool.Supply.Site),
        ("minTrust", candidate.Demand.Demand.Placement.MinTrust));
}
