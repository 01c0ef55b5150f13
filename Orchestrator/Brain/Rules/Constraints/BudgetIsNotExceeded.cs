using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Problem;

namespace ComputeNet.Brain.Rules.Constraints;

/// <summary>Together a tenant's placements cost no more, in compute and egress, than its budget has left.</summary>
public sealed class BudgetIsNotExceeded : IConstraint
{
    public string Id => "budget-is-not-exceeded";

    public IEnumerable<Violation> Check(PlanningCase @case, Plan plan)
    {
        var spent = new Dictionary<TenantLimits, Int128>();
        foreach (var (placement, _) in plan.PlacedVariants(@case))
        {
            var demand = @case.FindDemand(placement.Workload)!;
            if (demand.Limits is { BudgetYuan: not null } limits && placement.CandidateIn(@case) is { } candidate)
                spent[limits] = spent.GetValueOrDefault(limits) + candidate.BudgetOf(Stretched.Of(placement.Stretches, @case.Clock));
        }
        foreach (var (limits, microYuan) in spent)
        {
            if (microYuan > Micro.FromBudget(limits.BudgetYuan!.Value))
                yield return new Violation(Id, null, null, $"{limits.Tenant} would spend {microYuan} µ¥ of ¥{limits.BudgetYuan}");
        }
    }
}
