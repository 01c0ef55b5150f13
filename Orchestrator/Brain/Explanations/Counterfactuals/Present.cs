using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Plans;

namespace ComputeNet.Brain.Explanations.Counterfactuals;

/// <summary>What a demand gets as it is: its placement in the plan, or, when it is not in the plan, the best that has room. Figures null: nothing.</summary>
internal sealed record Present(CandidateFigures? Figures, long CostMicroYuan)
{
    internal static Present Of(PlanningCase @case, Plan plan, Demand demand, CapacityLeft left)
    {
        var best = Best(@case, @case.Consider(demand), left);
        if (plan.Placements.FirstOrDefault(p => p.Workload == demand.Workload) is { } placement && (best is null || placement.CostMicroYuan() <= best.Value.CostMicroYuan))
            return new Present(placement.Figures, placement.CostMicroYuan());
        return best is { } free ? new Present(FiguresOf.Candidate(free.Candidate, free.BestSlot), free.CostMicroYuan) : new Present(null, long.MaxValue);
    }

    /// <summary>The cheapest candidate with room; null when there is none.</summary>
    internal static Judgement? Best(PlanningCase @case, DemandFacts demand, CapacityLeft left)
    {
        var best = default(Judgement?);
        foreach (var judgement in Judgement.All(@case, demand, left))
        {
            if (judgement.IsFeasible && (best is null || judgement.CostMicroYuan < best.Value.CostMicroYuan))
                best = judgement;
        }
        return best;
    }
}
