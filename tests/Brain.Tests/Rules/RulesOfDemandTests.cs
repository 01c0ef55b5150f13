using ComputeNet.Brain.Problem;
using ComputeNet.Brain.Rules;
using ComputeNet.Brain.Tests.Given;
using CsCheck;

namespace ComputeNet.Brain.Tests.Rules;

/// <summary>Not asking rules that have nothing to say changes no answer.</summary>
public sealed class RulesOfDemandTests
{
    [Fact]
    public void the_rules_that_concern_a_demand_answer_as_the_whole_rulebook_does() => AnyProblem.Cases.Sample(
        c =>
        {
            var @case = new PlanningCase(c.Problem, c.Policy);
            foreach (var demand in @case.Demands)
            {
                var rules = new RulesOfDemand(@case, demand);
                for (var variant = 0; variant < demand.Variants.Count; variant++)
                {
                    foreach (var pool in @case.Pools)
                    {
                        var candidate = new Candidacy(@case, demand, variant, pool);
                        var admits = rules.Admits(candidate, out var dearest);
                        admits.ShouldBe(Rulebook.Admits(candidate));
                        if (!admits)
                            continue;
                        dearest.ShouldBe(Rulebook.Dearest(candidate));
                        var ofStart = Rulebook.Objectives.Where(o => o.DependsOnStart(candidate)).Sum(o => o.OfPlacement(candidate, (int)candidate.FirstSlot));
                        (rules.FixedCostOf(candidate) + ofStart).ShouldBe(Rulebook.CostOf(candidate, (int)candidate.FirstSlot));
                    }
                }
            }
        },
        iter: 200);
}
