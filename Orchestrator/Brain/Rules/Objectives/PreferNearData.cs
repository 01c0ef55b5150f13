using ComputeNet.Brain.Problem;

namespace ComputeNet.Brain.Rules.Objectives;

/// <summary>Moving data: gigabytes × yuan per gigabyte from where each data set lies to the site, × the price weight. Data at the site itself moves for nothing.</summary>
public sealed class PreferNearData : IObjective
{
    public string Id => "egress";

    public bool Concerns(PlanningCase @case, DemandFacts demand) => demand.Demand.Placement.Data is { Count: > 0 };

    public long OfPlacement(in Candidacy candidate, int startSlot) => Micro.FromYuan(candidate.Demand.Weights.Price * candidate.EgressYuan);

    public long AtMost(in Candidacy candidate) => OfPlacement(candidate, 0);
}
