using ComputeNet.Brain.Problem;

namespace ComputeNet.Brain.Rules.Objectives;

/// <summary>Keeping to what the round before said: planning a waiting workload for another pool costs the policy's price, so that a forecast moves only for a gain.</summary>
public sealed class PreferStability : IObjective
{
    public string Id => "stability";

    public bool Concerns(PlanningCase @case, DemandFacts demand) => demand.Demand.PlannedAt is not null && @case.Prices.StabilityYuan > 0;

    public long OfPlacement(in Candidacy candidate, int startSlot) => candidate.Demand.Demand.PlannedAt is { } planned && planned != (candidate.Spread?.Pools[0] ?? candidate.Pool).Supply.Pool
        ? Micro.FromYuan(candidate.Case.Prices.StabilityYuan)
        : 0;

    public long AtMost(in Candidacy candidate) => OfPlacement(candidate, 0);
}
