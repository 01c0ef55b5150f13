using ComputeNet.Brain.Problem;

namespace ComputeNet.Brain.Rules.Objectives;

/// <summary>
/// A promise that is kept nine times in ten is worth a tenth less: the share of promises that the site does not keep × the compute price × the
/// trust weight. Unknown trust is charged as the lowest known; while no site has any, nothing is.
/// </summary>
public sealed class PreferTrusted : IObjective
{
    public string Id => "trust";

    public bool IsPerMember => true;

    public bool Concerns(PlanningCase @case, DemandFacts demand) => @case.Prices.TrustWeight > 0;

    public long OfPlacement(in Candidacy candidate, int startSlot) => Over(candidate, candidate.DurationHours);

    public long OfStretches(in Candidacy candidate, Stretched run) => Over(candidate, run.RunHours);

    public long AtMost(in Candidacy candidate) => OfPlacement(candidate, 0);

    private static long Over(in Candidacy candidate, double hours) =>
        Micro.FromYuan(candidate.Case.Prices.TrustWeight * (1 - candidate.Pool.Trust) * candidate.ComputeYuanOver(hours));
}
