using ComputeNet.Brain.Problem;

namespace ComputeNet.Brain.Rules.Objectives;

/// <summary>
/// Topology: members of one pool talk over its own network. Every pool beyond the first that a gang is spread over costs the policy's price. Only
/// plans of problems in which a gang may be spread list this term.
/// </summary>
public sealed class PreferOnePool : IObjective
{
    public string Id => "spread";

    public bool Concerns(PlanningCase @case, DemandFacts demand) => demand.MaySpread;

    public long OfPlacement(in Candidacy candidate, int startSlot) =>
        candidate.Spread is { } spread ? Micro.FromYuan(candidate.Case.Prices.ExtraPoolYuan) * (spread.Pools.Count - 1) : 0;

    public long AtMost(in Candidacy candidate) => OfPlacement(candidate, 0);
}
