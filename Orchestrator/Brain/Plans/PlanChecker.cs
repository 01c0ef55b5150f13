using ComputeNet.Brain.Problem;
using ComputeNet.Brain.Rules;
using ComputeNet.Brain.Rules.Constraints;

namespace ComputeNet.Brain.Plans;

/// <summary>Holds a plan against the law: every constraint of the rulebook, and the books (terms, sums, bound). Knows no solver.</summary>
public static class PlanChecker
{
    public static IReadOnlyList<Violation> Check(PlanningProblem problem, PlanningPolicy policy, Plan plan)
    {
        var @case = new PlanningCase(problem, policy);
        return [.. ConstraintsOf(@case, plan), .. BooksOf(@case, plan)];
    }

    /// <summary>The constraints alone, for a case already indexed.</summary>
    internal static IEnumerable<Violation> ConstraintsOf(PlanningCase @case, Plan plan) =>
        Rulebook.Constraints.SelectMany(c => c.Check(@case, plan));

    private static IEnumerable<Violation> BooksOf(PlanningCase @case, Plan plan)
    {
        const string Rule = "books-balance";
        foreach (var placement in plan.Placements)
        {
            if (Candidate(@case, placement) is { } candidate && !placement.Terms.SequenceEqual(
                Stretched.Of(placement.Stretches, @case.Clock) is { } run ? Rulebook.TermsOf(candidate, run) : Rulebook.TermsOf(candidate, placement.StartSlot)))
                yield return new Violation(Rule, placement.Workload, null, "the cost terms are not those of the rulebook");
        }
        foreach (var left in plan.LeftOut)
        {
            if (@case.FindDemand(left.Workload) is { } demand && !left.Terms.SequenceEqual(Rulebook.TermsOfAbsence(@case, demand)))
                yield return new Violation(Rule, left.Workload, null, "the cost terms are not those of the rulebook");
        }
        var sums = plan.Placements.SelectMany(p => p.Terms).Concat(plan.LeftOut.SelectMany(l => l.Terms))
            .GroupBy(t => t.Objective).ToDictionary(g => g.Key, g => g.Sum(t => t.MicroYuan));
        foreach (var objective in Rulebook.ObjectivesOf(@case))
        {
            var told = plan.Terms.Where(t => t.Objective == objective.Id).Sum(t => t.MicroYuan);
            if (told != sums.GetValueOrDefault(objective.Id))
                yield return new Violation(Rule, null, null, $"{objective.Id} sums to {sums.GetValueOrDefault(objective.Id)} µ¥, the plan says {told} µ¥");
        }
        if (plan.Terms.Sum(t => t.MicroYuan) != plan.ObjectiveMicroYuan)
            yield return new Violation(Rule, null, null, $"terms sum to {plan.Terms.Sum(t => t.MicroYuan)} µ¥, the objective is {plan.ObjectiveMicroYuan} µ¥");
        if (plan.LowerBoundMicroYuan > plan.ObjectiveMicroYuan)
            yield return new Violation(Rule, null, null, $"the bound {plan.LowerBoundMicroYuan} µ¥ is above the objective {plan.ObjectiveMicroYuan} µ¥");
    }

    private static Candidacy? Candidate(PlanningCase @case, Placement placement) =>
        placement.StartSlot >= 0 && placement.StartSlot < @case.Clock.Slots && StretchesDoTheWork.LieInHorizon(placement, @case.Clock) ? placement.CandidateIn(@case) : null;
}
