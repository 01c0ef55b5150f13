using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Rules.Filters;

/// <summary>A run that costs more than its tenant has left does not start.</summary>
public sealed class RunFitsBudget : IFilter
{
    public string Id => "over-budget";

    public bool Concerns(DemandFacts demand) => demand.Limits?.BudgetYuan is not null;

    public bool Allows(in Candidacy candidate) => candidate.Demand.Limits?.BudgetYuan is not { } budget || candidate.BudgetMicroYuan <= Micro.FromBudget(budget);

    public Refusal Because(in Candidacy candidate) => Refusal.Because(Id,
        ("tenant", candidate.Demand.Demand.Tenant),
        ("needYuan", Micro.ToYuan(candidate.BudgetMicroYuan)),
        ("leftYuan", candidate.Demand.Limits?.BudgetYuan));
}
