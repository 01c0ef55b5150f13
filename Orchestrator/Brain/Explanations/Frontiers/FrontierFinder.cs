using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Problem;
using ComputeNet.Brain.Rules;
using ComputeNet.Contracts.Plans;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Explanations.Frontiers;

/// <summary>
/// The exact non-dominated set over yuan, milliseconds and grams for one demand: every pool × variant × start that the rules admit and that has
/// room beside the plan is looked at. Of choices alike in all three, the earliest start in the first pool stays. Whatever weights somebody
/// gives the three figures, a best choice is in it.
/// </summary>
public static class FrontierFinder
{
    /// <summary>Null when the problem has no such demand.</summary>
    public static IReadOnlyList<FrontierPoint>? Find(PlanningProblem problem, PlanningPolicy policy, Plan plan, WorkloadId workload) =>
        problem.Demands.FirstOrDefault(d => d.Workload == workload) is { } demand ? Find(problem, policy, plan, demand) : null;

    /// <summary>Of a demand that need not be in the problem yet. From cheap to dear; empty when nothing has room.</summary>
    public static IReadOnlyList<FrontierPoint> Find(PlanningProblem problem, PlanningPolicy policy, Plan plan, Demand demand)
    {
        var @case = new PlanningCase(problem, policy);
        var choices = Choices(@case, demand, new CapacityLeft(@case, plan.Placements, except: demand.Workload));
        choices.Sort(Choice.ByFigures);
        var stairs = new Staircase();
        return [.. choices.Where(c => stairs.Add(c.Milliseconds, c.Grams)).Select(Point)];
    }

    private static List<Choice> Choices(PlanningCase @case, Demand demand, CapacityLeft left)
    {
        var (facts, choices) = (@case.Consider(demand), new List<Choice>());
        for (var variant = 0; variant < facts.Variants.Count; variant++)
        {
            foreach (var pool in @case.Pools)
            {
                var candidate = new Candidacy(@case, facts, variant, pool);
                if (!Rulebook.Admits(candidate))
                    continue;
                for (var slot = Judgement.NextStart(candidate, left, candidate.FirstSlot); slot >= 0; slot = Judgement.NextStart(candidate, left, slot + 1L))
                    choices.Add(new Choice(candidate, slot, choices.Count, FiguresOf.Candidate(candidate, slot)));
            }
        }
        return choices;
    }

    private static FrontierPoint Point(Choice choice)
    {
        var (candidate, clock, pool) = (choice.Candidate, choice.Candidate.Case.Clock, choice.Candidate.Pool.Supply);
        return new FrontierPoint(
            pool.Site, pool.Pool, candidate.VariantIndex, pool.Architecture, pool.Model, clock.StartOf(choice.Slot), clock.EndOf(choice.Slot, candidate.Variant.DurationSeconds),
            choice.Figures, Rulebook.TermsOf(candidate, choice.Slot));
    }

    private readonly record struct Choice(Candidacy Candidate, int Slot, int Order, CandidateFigures Figures)
    {
        internal decimal Yuan => (Figures.PriceYuan ?? 0) + (Figures.EgressYuan ?? 0);
        internal double Milliseconds => Figures.LatencyMilliseconds ?? 0;
        internal double Grams => Figures.CarbonGrams ?? 0;

        internal static readonly Comparison<Choice> ByFigures = (a, b) =>
            a.Yuan != b.Yuan ? a.Yuan.CompareTo(b.Yuan)
            : a.Milliseconds != b.Milliseconds ? a.Milliseconds.CompareTo(b.Milliseconds)
            : a.Grams != b.Grams ? a.Grams.CompareTo(b.Grams)
            : a.Slot != b.Slot ? a.Slot.CompareTo(b.Slot)
            : a.Order.CompareTo(b.Order);
    }
}
