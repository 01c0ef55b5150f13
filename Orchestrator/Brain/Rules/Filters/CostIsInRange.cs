using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Rules.Filters;

/// <summary>No placement costs more than the sums of a plan can hold; beyond it a figure in the problem is a mistake.</summary>
public sealed class CostIsInRange : IFilter
{
    public string Id => "cost-out-of-range";

    public bool Allows(in Candidacy candidate) => Rulebook.Dearest(candidate) <= candidate.Case.CostLimitMicroYuan;

    public Refusal Because(in Candidacy candidate) => Refusal.Because(Id, ("limitYuan", Micro.ToYuan(candidate.Case.CostLimitMicroYuan)));
}
