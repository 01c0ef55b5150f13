using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Problem;
using ComputeNet.Brain.Rules;
using ComputeNet.Brain.Tests.Given;
using CsCheck;

namespace ComputeNet.Brain.Tests.Plans;

public sealed class OnlinePlacerTests
{
    [Fact]
    public void offers_that_are_taken_one_after_the_other_make_a_valid_plan_with_the_costs_of_the_rulebook() => AnyProblem.Cases.Sample(
        c =>
        {
            var known = c.Problem with { Demands = [.. c.Problem.Demands.Take(c.Problem.Demands.Count / 2)] };
            var plan = Planner.Solve(known, c.Policy);
            var placer = new OnlinePlacer(known, c.Policy, plan);
            var (placements, left) = (plan.Placements.ToList(), plan.LeftOut.ToList());
            foreach (var demand in c.Problem.Demands.Skip(known.Demands.Count))
            {
                if (placer.Decide(demand) is not { } offer)
                    continue;
                placer.Take(demand, offer);
                placements.Add(offer.Placement);
            }
            // A later arrival may be tied to an earlier one, so the whole is judged without those that nobody could offer a place.
            var named = placements.Select(p => p.Workload).Concat(left.Select(l => l.Workload)).ToHashSet();
            var whole = new PlanningCase(known with { Demands = [.. c.Problem.Demands.Where(d => named.Contains(d.Workload))] }, c.Policy);
            var joint = plan with { Placements = placements, LeftOut = left };
            PlanChecker.ConstraintsOf(whole, joint).ShouldBeEmpty();
            foreach (var placement in placements)
            {
                var candidate = placement.CandidateIn(whole)!.Value;
                var terms = Stretched.Of(placement.Stretches, whole.Clock) is { } run ? Rulebook.TermsOf(candidate, run) : Rulebook.TermsOf(candidate, placement.StartSlot);
                // An offer is for a whole run, and lists resumes only where the plan does.
                placement.Terms.Where(t => t.MicroYuan != 0).ShouldBe(terms.Where(t => t.MicroYuan != 0));
            }
        },
        iter: 150);

    [Fact]
    public void an_arrival_leaves_a_priced_pool_to_those_who_need_it()
    {
        var problem = AProblem.With([AProblem.Pool(), AProblem.Pool("dearer") with { PriceYuanPerDeviceHour = 11m }]);
        var plan = Planner.Solve(problem, new PlanningPolicy()) with { Prices = [new PoolPrices(new("here.gpu"), [2_000_000])] };

        var offer = new OnlinePlacer(problem, new PlanningPolicy(), plan).Decide(AProblem.Demand()).ShouldNotBeNull();

        (offer.Placement.Site.Value, offer.ChargeMicroYuan).ShouldBe(("dearer", 0));
    }

    [Fact]
    public void without_room_there_is_no_offer()
    {
        var problem = AProblem.With(AProblem.Pool() with { Devices = 0 });

        new OnlinePlacer(problem, new PlanningPolicy(), Planner.Solve(problem, new PlanningPolicy())).Decide(AProblem.Demand()).ShouldBeNull();
    }
}
