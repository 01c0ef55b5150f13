using System.Collections.Concurrent;
using System.Globalization;
using ComputeNet.Brain.Explanations;
using ComputeNet.Brain.Explanations.Counterfactuals;
using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Problem;
using ComputeNet.Brain.Tests.Given;
using ComputeNet.Contracts.Plans;
using ComputeNet.Contracts.Vocabulary;
using CsCheck;

namespace ComputeNet.Brain.Tests.Explanations;

/// <summary>What holds for every counterfactual of every problem.</summary>
public sealed class CounterfactualLaws
{
    private static readonly CounterfactualSearch WithoutSolving = new(Solves: 0, LeastGainPerMille: 0);

    /// <summary>Some wishes are rare in random problems; here most demands have one of them.</summary>
    private static readonly Gen<(PlanningProblem Problem, PlanningPolicy Policy)> Cases = AnyProblem.Cases.Select(c => (c.Problem with
    {
        Demands = [.. c.Problem.Demands.Select((d, i) => (i % 6) switch
        {
            0 => d with { Placement = d.Placement with { ClientPlace = AProblem.Beijing, MaxLatencyMilliseconds = 30 } },
            1 => d with { Placement = d.Placement with { MinTrust = 0.95 } },
            2 => d with { Placement = d.Placement with { MinIsolation = Isolation.Machine } },
            3 => d with { Placement = d.Placement with { AllowedOperatorCountries = ["CN"], AllowedRegions = [] } },
            4 => d with { Variants = [.. d.Variants.Select(v => v with { DeviceMemoryMebibytes = 65536 })] },
            _ => d,
        })],
    }, c.Policy));

    [Fact]
    public void the_changed_demand_placed_as_told_breaks_no_rule_and_costs_what_was_told()
    {
        string[] expected =
        [
            "later-deadline", "later-start", "earlier-start", "other-model", "smaller-memory", "fewer-devices", "several-pools", "allow-country", "allow-region", "allow-site", "admit-denied-site", "allow-operator-country",
            "higher-latency", "lower-trust", "weaker-isolation", "data-may-travel",
        ];
        var seen = new ConcurrentDictionary<string, int>();
        Cases.SampleUntil(
            c => ForEveryDemand(c, (plan, demand, found) =>
            {
                foreach (var (asked, answer) in found)
                {
                    seen.AddOrUpdate(answer.Relaxation, 1, (_, count) => count + 1);
                    var changed = c.Problem with { Demands = [.. c.Problem.Demands.Select(d => d.Workload == demand.Workload ? asked : d)] };
                    var proof = With(new PlanningCase(changed, c.Policy), plan, demand.Workload, answer.Pool, answer.VariantIndex, answer.Start, answer.Parts);
                    PlanChecker.Check(changed, c.Policy, proof).ShouldBeEmpty();
                    proof.Placements.Single(p => p.Workload == demand.Workload).ShouldSatisfyAllConditions(
                        p => p.Terms.ShouldBe(answer.Terms), p => p.End.ShouldBe(answer.End), p => p.Figures.ShouldBe(answer.Figures));
                }
            }),
            iter: 300, () => expected.All(seen.ContainsKey));
        seen.Keys.ShouldBe(expected, ignoreOrder: true);
    }

    [Fact]
    public void what_had_a_place_gets_cheaper_and_what_had_none_gets_one() => Cases.Sample(
        c => ForEveryDemand(c, (plan, demand, found) =>
        {
            var placed = plan.Placements.SingleOrDefault(p => p.Workload == demand.Workload);
            foreach (var (_, answer) in found)
            {
                answer.Places.ShouldBe(placed is null);
                (answer.Difference is null).ShouldBe(placed is null);
                answer.Difference?.CostMicroYuan.ShouldBe(answer.Terms.Sum(t => t.MicroYuan) - placed!.CostMicroYuan());
                answer.Difference?.CostMicroYuan.ShouldBeLessThan(0);
            }
        }),
        iter: 100);

    [Fact]
    public void no_smaller_step_would_have_helped() => Cases.Sample(
        c => ForEveryDemand(c, (plan, demand, found) =>
        {
            var present = plan.Placements.SingleOrDefault(p => p.Workload == demand.Workload)?.CostMicroYuan() ?? long.MaxValue;
            // Of two answers with one relaxation the smaller step is the dearer one, and comes later in the list.
            if (found.LastOrDefault(f => f.Answer.Relaxation == "later-deadline") is { } later)
                Cheapest(c, plan, later.Asked with { Placement = later.Asked.Placement with { Deadline = later.Asked.Placement.Deadline!.Value.AddSeconds(-1) } }).ShouldBeGreaterThanOrEqualTo(present);
            if (found.LastOrDefault(f => f.Answer.Relaxation == "higher-latency") is { } farther)
                Cheapest(c, plan, farther.Asked with { Placement = farther.Asked.Placement with { MaxLatencyMilliseconds = Math.BitDecrement(farther.Asked.Placement.MaxLatencyMilliseconds!.Value) } }).ShouldBeGreaterThanOrEqualTo(present);
            if (found.LastOrDefault(f => f.Answer.Relaxation == "later-start") is { } patient)
            {
                var slot = (int)new PlanningCase(c.Problem, c.Policy).Clock.FirstSlotFrom(patient.Asked.Placement.EarliestStart!.Value);
                var wished = new PlanningCase(c.Problem, c.Policy).Consider(demand).EarliestSlot;
                for (var sooner = wished; sooner < slot; sooner++)
                {
                    var asked = demand with { Placement = demand.Placement with { EarliestStart = new PlanningCase(c.Problem, c.Policy).Clock.StartOf((int)sooner) } };
                    if (asked.Placement.EarliestStart > (demand.Placement.EarliestStart ?? c.Problem.Now))
                        StartingAt(c, plan, asked, (int)sooner).ShouldBeGreaterThanOrEqualTo(present);
                }
            }
        }),
        iter: 60);

    [Fact]
    public void the_same_question_has_the_same_answer() => Cases.Sample(
        c => ForEveryDemand(c, (plan, demand, found) =>
            CounterfactualFinder.Find(c.Problem, c.Policy, plan, demand, WithoutSolving).Select(Words).ShouldBe(found.Select(Words))), iter: 30);

    private static string Words(VerifiedCounterfactual found) => string.Create(CultureInfo.InvariantCulture,
        $"{found.Answer.Relaxation} {string.Join(",", found.Answer.Facts)} {found.Answer.Pool} {found.Answer.Start:O} {found.Answer.Difference}");

    private static void ForEveryDemand((PlanningProblem Problem, PlanningPolicy Policy) c, Action<Plan, Demand, IReadOnlyList<VerifiedCounterfactual>> check)
    {
        var plan = Planner.Solve(c.Problem, c.Policy);
        foreach (var demand in c.Problem.Demands)
            check(plan, demand, CounterfactualFinder.Find(c.Problem, c.Policy, plan, demand, WithoutSolving));
    }

    /// <summary>The plan with one demand elsewhere, written by the law.</summary>
    private static Plan With(PlanningCase @case, Plan plan, WorkloadId workload, PoolId pool, int variant, DateTimeOffset start, IReadOnlyList<GangPart>? parts)
    {
        var (slot, left) = ((int)@case.Clock.FirstSlotFrom(start), new CapacityLeft(@case, plan.Placements, except: workload));
        var decisions = @case.Demands.Select(d =>
        {
            if (d.Demand.Workload == workload)
                return new Decision(d, @case.FindPool(pool), variant, slot)
                {
                    Seats = parts is null ? left.Nodes?.SeatsFor(new Candidacy(@case, d, variant, @case.FindPool(pool)!), slot) : null,
                    Spread = SpreadOf(d, variant, parts),
                };
            var placed = plan.Placements.FirstOrDefault(p => p.Workload == d.Demand.Workload);
            return placed is null ? new Decision(d, null, -1, -1) : new Decision(d, @case.FindPool(placed.Pool), placed.VariantIndex, placed.StartSlot, Stretched.Of(placed.Stretches, @case.Clock))
            {
                Seats = NodeSeats.Of(placed),
                Spread = SpreadOf(d, placed.VariantIndex, placed.Parts),
            };
        });
        return PlanWriter.Write(@case, [.. decisions], "by hand", [], 0);

        Candidacy? SpreadOf(DemandFacts d, int of, IReadOnlyList<GangPart>? told) => told is null ? null : Spread.Told(@case, d, of, told);
    }

    private static long Cheapest((PlanningProblem Problem, PlanningPolicy Policy) c, Plan plan, Demand asked) =>
        Explainer.Preview(c.Problem, c.Policy, plan, asked).Candidates.Where(x => x.RefusedBy is null).Select(x => x.CostMicroYuan).DefaultIfEmpty(long.MaxValue).Min();

    /// <summary>The least cost of starting in exactly this slot; the asked demand may not start sooner, so the horizon is cut behind it.</summary>
    private static long StartingAt((PlanningProblem Problem, PlanningPolicy Policy) c, Plan plan, Demand asked, int slot)
    {
        var @case = new PlanningCase(c.Problem, c.Policy);
        var (facts, left) = (@case.Consider(asked), new CapacityLeft(@case, plan.Placements, except: asked.Workload));
        var costs =
            from variant in Enumerable.Range(0, asked.Variants.Count)
            from pool in @case.Pools
            let candidate = new Candidacy(@case, facts, variant, pool)
            where Brain.Rules.Rulebook.Admits(candidate) && Judgement.NextStart(candidate, left, slot) == slot
            select Brain.Rules.Rulebook.CostOf(candidate, slot);
        return costs.DefaultIfEmpty(long.MaxValue).Min();
    }
}
