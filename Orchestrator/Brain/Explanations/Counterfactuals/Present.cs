using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Plans;

namespace ComputeNet.Brain.Explanations.Counterfactuals;

/// <summary>What a demand gets as it is: its placement in the plan, or, when it is not in the plan, the best that has room. Figures null: nothing.</summary>
/// <param name="Figures">Null when it gets no place.</param>
/// <param name="CostMicroYuan">Its joint cost.</param>
/// <param name="MustCostLessThan">What an alternative must undercut to be worth telling.</param>
internal sealed record Present(CandidateFigures? Figures, long CostMicroYuan, long MustCostLessThan)
{
    internal static Present Of(PlanningCase @case, Plan plan, Demand demand, CapacityLeft left, int leastGainPerMille = 0)
    {
        var best = Best(@case, @case.Consider(demand), left);
        if (plan.Placements.FirstOrDefault(p => p.Workload == demand.Workload) is { } placement && (best is null || placement.CostMicroYuan() <= best.Value.CostMicroYuan))
            return With(placement.Figures, placement.CostMicroYuan());
        return best is { } free ? With(FiguresOf.Candidate(free.Candidate, free.BestSlot), free.CostMicroYuan) : new Present(null, long.MaxValue, long.MaxValue);

        Present With(CandidateFigures figures, long cost) => new(figures, cost, cost - cost / 1000 * Math.Clamp(leastGainPerMille, 0, 1000));
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
