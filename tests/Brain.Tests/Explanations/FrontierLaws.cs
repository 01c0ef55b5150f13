using ComputeNet.Brain.Explanations;
using ComputeNet.Brain.Explanations.Frontiers;
using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Problem;
using ComputeNet.Brain.Rules;
using ComputeNet.Brain.Tests.Given;
using ComputeNet.Contracts.Plans;
using CsCheck;

namespace ComputeNet.Brain.Tests.Explanations;

/// <summary>The frontier against brute force: everything that has room, compared with everything.</summary>
public sealed class FrontierLaws
{
    [Fact]
    public void it_is_exactly_what_nothing_dominates() => AnyProblem.Cases.Sample(
        c => ForEveryDemand(c, (all, frontier) =>
        {
            var undominated = all.Where(a => !all.Any(b => Dominates(b, a))).Distinct();
            frontier.Select(Vector).ShouldBe(undominated, ignoreOrder: true);
        }),
        iter: 100);

    [Fact]
    public void no_member_dominates_or_equals_another() => AnyProblem.Cases.Sample(
        c => ForEveryDemand(c, (_, frontier) =>
        {
            var vectors = frontier.Select(Vector).ToList();
            vectors.Distinct().Count().ShouldBe(vectors.Count);
            vectors.ShouldAllBe(a => !vectors.Any(b => Dominates(b, a)));
        }),
        iter: 100);

    [Fact]
    public void the_best_choice_of_every_weighting_is_in_it() => Gen.Select(AnyProblem.Cases, Gen.Int[0, 100].Array[3].Array[8]).Sample(
        (c, weightings) => ForEveryDemand(c, (all, frontier) =>
        {
            foreach (var w in weightings.Where(_ => all.Count > 0))
            {
                decimal Value((decimal Yuan, double Milliseconds, double Grams) v) => w[0] * v.Yuan + w[1] * (decimal)v.Milliseconds + w[2] * (decimal)v.Grams;
                frontier.Select(Vector).Min(Value).ShouldBe(all.Min(Value));
            }
        }),
        iter: 60);

    [Fact]
    public void every_member_is_a_candidate_that_explain_could_show() => AnyProblem.Cases.Sample(
        c =>
        {
            var plan = Planner.Solve(c.Problem, c.Policy);
            foreach (var demand in c.Problem.Demands)
            {
                var open = Explainer.Explain(c.Problem, c.Policy, plan, demand.Workload)!.Candidates.Where(x => x.RefusedBy is null).Select(x => (x.Pool, x.VariantIndex)).ToHashSet();
                FrontierFinder.Find(c.Problem, c.Policy, plan, demand.Workload)!.ShouldAllBe(p => open.Contains(new(p.Pool, p.VariantIndex)));
            }
        },
        iter: 40);

    private static void ForEveryDemand((PlanningProblem Problem, PlanningPolicy Policy) c, Action<List<(decimal Yuan, double Milliseconds, double Grams)>, IReadOnlyList<FrontierPoint>> check)
    {
        var plan = Planner.Solve(c.Problem, c.Policy);
        var @case = new PlanningCase(c.Problem, c.Policy);
        foreach (var demand in @case.Demands)
        {
            var left = new CapacityLeft(@case, plan.Placements, except: demand.Demand.Workload);
            var all =
                from variant in Enumerable.Range(0, demand.Variants.Count)
                from pool in @case.Pools
                let candidate = new Candidacy(@case, demand, variant, pool)
                where Rulebook.Admits(candidate)
                from slot in Enumerable.Range(0, @case.Clock.Slots)
                where slot >= candidate.FirstSlot && slot <= candidate.LastSlot && HasRoom(left, candidate, slot)
                select Vector(FiguresOf.Candidate(candidate, slot));
            check([.. all], FrontierFinder.Find(c.Problem, c.Policy, plan, demand.Demand));
        }
    }

    private static bool HasRoom(CapacityLeft left, in Candidacy candidate, int slot)
    {
        if (!Windows.Fits(left.Of(candidate.Pool), slot, candidate.Variant.TouchedSlots, candidate.Variant.Devices))
            return false;
        var quota = left.Commons.QuotaRow(candidate);
        return left.Commons.Allows(candidate) && (quota.IsEmpty || Windows.Fits(quota, slot, candidate.Variant.TouchedSlots, candidate.QuotaDevices));
    }

    private static bool Dominates((decimal Yuan, double Milliseconds, double Grams) a, (decimal Yuan, double Milliseconds, double Grams) b) =>
        a.Yuan <= b.Yuan && a.Milliseconds <= b.Milliseconds && a.Grams <= b.Grams && a != b;

    private static (decimal Yuan, double Milliseconds, double Grams) Vector(FrontierPoint point) => Vector(point.Figures);

    private static (decimal Yuan, double Milliseconds, double Grams) Vector(CandidateFigures figures) =>
        ((figures.PriceYuan ?? 0) + (figures.EgressYuan ?? 0), figures.LatencyMilliseconds ?? 0, figures.CarbonGrams ?? 0);
}
