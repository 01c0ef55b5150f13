using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Workloads;

namespace ComputeNet.Brain.Explanations.Counterfactuals.Relaxations;

/// <summary>Members that may stand in several pools of one site instead of all in one.</summary>
internal sealed class SeveralPools : IRelaxation
{
    public string Id => "several-pools";

    public bool OpensSpreads => true;

    public IEnumerable<Demand> GivenUp(Demand demand, PlanningCase @case) =>
        demand.GangMembers < 2 || demand.Span == GangSpan.Site ? [] : [demand with { Span = GangSpan.Site }];

    public double? Need(Demand demand, in Candidacy open, int slot) => open.Spread is { } spread ? spread.Pools.Count - 1 : null;

    public Relaxed To(Demand demand, in Candidacy open, int slot) =>
        new(demand with { Span = GangSpan.Site }, ("pools", string.Join(" + ", open.Spread!.Pools.Select(p => p.Supply.Pool))), ("gangMembers", demand.GangMembers));
}
