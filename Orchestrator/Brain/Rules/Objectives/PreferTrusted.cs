using ComputeNet.Brain.Problem;

namespace ComputeNet.Brain.Rules.Objectives;

/// <summary>
/// A promise that is kept nine times in ten is worth a tenth less: the share of promises that the site does not keep × the compute price × the
/// trust weight. Unknown trust is charged as the lowest known; while no site has any, nothing is.
/// </summary>
public sealed class PreferTrusted : IObjective
{
    public string Id => "trust";

    public bool Concerns(PlanningCase @case, DemandFacts demand) => @case.Prices.TrustWeight > 0;

    public long OfPlacement(in Candidacy candidate, int startSlot) => Micro.FromYuan(
        candidate.Case.Prices.TrustWeight * (1 - candidate.Pool.Trust) * candidate.ComputeYuan);

    public long AtMost(in Candidacy candidate) => OfPlacement(candidate, 0);
}
