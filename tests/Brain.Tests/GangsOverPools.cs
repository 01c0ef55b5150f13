using ComputeNet.Brain.Explanations;
using ComputeNet.Brain.Explanations.Counterfactuals;
using ComputeNet.Brain.Explanations.Differences;
using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Problem;
using ComputeNet.Brain.Rules;
using ComputeNet.Brain.Tests.Given;
using ComputeNet.Checker;
using ComputeNet.Contracts.Plans;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using CsCheck;

namespace ComputeNet.Brain.Tests;

/// <summary>Gangs whose members may stand in several pools of one site.</summary>
public sealed class GangsOverPools
{
    private static readonly PlanningPolicy Policy = new();

    [Fact]
    public void a_gang_that_no_pool_holds_is_spread_over_those_of_a_site()
    {
        var plan = Planner.Solve(AProblem.With([Pool("here.a"), Pool("here.b"), Pool("there.a")], Gang(6)), Policy);

        plan.Placements.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            p => p.Parts.ShouldBe([new GangPart(new("here.a"), 4), new GangPart(new("here.b"), 2)]),
            p => (p.Pool.Value, p.Site.Value, p.Devices, p.StartSlot).ShouldBe(("here.a", "here", 6, 0)));
    }

    [Theory]
    [InlineData(null, true, true, "gang-larger-than-pool")]
    [InlineData(GangSpan.Pool, true, true, "gang-larger-than-pool")]
    [InlineData(GangSpan.Site, true, null, "gang-larger-than-pool")]
    public void without_a_wish_or_pools_that_join_gangs_it_stays_in_one_pool(GangSpan? span, bool? first, bool? second, string why)
    {
        var problem = AProblem.With([Pool("here.a") with { JoinsGangs = first }, Pool("here.b") with { JoinsGangs = second }], Gang(6) with { Span = span });

        Planner.Solve(problem, Policy).LeftOut.ShouldHaveSingleItem().Why.Code.ShouldBe(why);
    }

    [Fact]
    public void pools_of_two_sites_do_not_make_a_gang() =>
        Planner.Solve(AProblem.With([Pool("here.a"), Pool("there.a")], Gang(6)), Policy).Placements.ShouldBeEmpty();

    [Fact]
    public void one_pool_is_preferred_as_far_as_the_policys_price_goes()
    {
        var problem = AProblem.With([Pool("here.a", devices: 8) with { PriceYuanPerDeviceHour = 12 }, Pool("here.b") with { PriceYuanPerDeviceHour = 10 }], Gang(6));

        // Four members at ¥2 less an hour save ¥8.
        Planner.Solve(problem, Policy with { ExtraPoolYuan = 7 }).Placements[0].Parts.ShouldBe([new GangPart(new("here.a"), 2), new GangPart(new("here.b"), 4)]);
        Planner.Solve(problem, Policy with { ExtraPoolYuan = 9 }).Placements[0].ShouldSatisfyAllConditions(p => p.Parts.ShouldBeNull(), p => p.Pool.Value.ShouldBe("here.a"));
    }

    [Fact]
    public void it_runs_as_long_as_on_its_slowest_model()
    {
        var (fast, slow) = (new AcceleratorModelId("nvidia-h100"), new AcceleratorModelId("nvidia-a100"));
        var variant = AProblem.Variant(hours: 9) with { Steps = 7200, Throughput = [new(fast, 2, Basis.Measured), new(slow, 1, Basis.Stated)] };
        var problem = AProblem.With([Pool("here.a") with { Model = fast }, Pool("here.b") with { Model = slow }], Gang(6) with { Variants = [variant] });

        var placed = Planner.Solve(problem, Policy).Placements.ShouldHaveSingleItem();
        placed.RunTime.ShouldBe(new CandidateRunTime(7200, 9 * 3600, Basis.Stated));
        (placed.End, placed.Figures.PriceYuan).ShouldBe((AProblem.Now.AddHours(2), 120m));
    }

    [Fact]
    public void all_members_start_together_when_the_last_of_them_has_room()
    {
        var busy = Pool("here.b") with { Commitments = [new Commitment(3, AProblem.Now.AddHours(2))] };

        var plan = Planner.Solve(AProblem.With([Pool("here.a"), busy], Gang(6)), Policy);

        plan.Placements.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            p => p.StartSlot.ShouldBe(2),
            p => p.WhyLater!.Code.ShouldBe(ShortOf.WaitingForCapacity),
            p => (p.WhyLater!.Facts["pool"], p.WhyLater.Facts["freeDevices"], p.WhyLater.Facts["shortDevices"]).ShouldBe(("here.a + here.b", "5", "1")));
    }

    [Fact]
    public void its_parts_leave_their_devices_to_nobody_else()
    {
        var problem = AProblem.With([Pool("here.a"), Pool("here.b")], Gang(6), AProblem.Demand("w-2") with { Variants = [AProblem.Variant(devices: 3)] });

        var plan = Planner.Solve(problem, Policy);
        PlanChecker.Check(problem, Policy, plan).ShouldBeEmpty();
        plan.Placements.Count(p => p.StartSlot == 0).ShouldBe(1);
        plan.LowerBoundMicroYuan.ShouldBe(BoundChecker.Bound(problem, Policy, plan.Prices));
    }

    [Fact]
    public void a_site_that_is_too_small_altogether_says_so_with_the_numbers()
    {
        var problem = AProblem.With([Pool("here.a"), Pool("here.b")], Gang(9));

        var row = Explainer.Explain(problem, Policy, Planner.Solve(problem, Policy), new("w-1"))!.Candidates.Single(c => c.Parts is not null);
        row.RefusedBy!.ToString().ShouldBe("gang-larger-than-site (needDevices=9, gangMembers=9, siteDevices=8, pools=2)");
    }

    [Fact]
    public void the_table_shows_pools_one_by_one_and_the_site_with_its_parts()
    {
        var problem = AProblem.With([Pool("here.a"), Pool("here.b")], Gang(6));
        var plan = Planner.Solve(problem, Policy);

        var rows = Explainer.Explain(problem, Policy, plan, new("w-1"))!.Candidates;
        rows.Select(r => (r.Verdict, r.RefusedBy?.Code, r.Parts?.Count)).ShouldBe(
            [(CandidateVerdict.Chosen, null, 2), (CandidateVerdict.Refused, "gang-larger-than-pool", null), (CandidateVerdict.Refused, "gang-larger-than-pool", null)]);
        rows[0].Terms.ShouldBe(plan.Placements[0].Terms);
        Explainer.Preview(problem, Policy, Planner.Solve(problem with { Demands = [] }, Policy), Gang(6)).Candidates[0].Parts!.Count.ShouldBe(2);
    }

    [Fact]
    public void a_preview_charges_the_extra_pool_though_no_demand_of_the_problem_may_be_spread()
    {
        var problem = AProblem.With([Pool("here.a"), Pool("here.b")], []);
        var policy = Policy with { ExtraPoolYuan = 3 };

        var best = Explainer.Preview(problem, policy, Planner.Solve(problem, policy), Gang(6)).Candidates[0];
        best.Terms.Single(t => t.Objective == "spread").MicroYuan.ShouldBe(3_000_000);
        best.CostMicroYuan.ShouldBe(Planner.Solve(problem with { Demands = [Gang(6)] }, policy).ObjectiveMicroYuan);
    }

    [Fact]
    public void a_gang_that_insists_on_one_pool_learns_that_several_would_hold_it()
    {
        var gang = Gang(6) with { Span = null };
        var problem = AProblem.With([Pool("here.a"), Pool("here.b")], gang);

        var answer = CounterfactualFinder.Find(problem, Policy, Planner.Solve(problem, Policy), gang.Workload)!.Single(f => f.Answer.Relaxation == "several-pools").Answer;
        (answer.Places, answer.Facts["pools"]).ShouldBe((true, "here.a + here.b"));
        answer.Parts.ShouldBe([new GangPart(new("here.a"), 4), new GangPart(new("here.b"), 2)]);
    }

    [Fact]
    public void a_round_that_follows_leaves_the_parts_where_they_are()
    {
        var problem = AProblem.With([Pool("here.a"), Pool("here.b")], Gang(5) with { Placement = new() { EarliestStart = AProblem.Now.AddHours(3) } }, AProblem.Demand("w-2"));
        var before = Planner.Solve(problem, Policy);
        var next = problem with { Previous = PreviousRound.Of(problem, before) };

        var after = Planner.Solve(next, Policy with { MostMoves = 0 });
        Replay.Compare(before with { ProblemDigest = "", PolicyDigest = "", Solver = "" }, after with { ProblemDigest = "", PolicyDigest = "", Solver = "" }).ShouldBeEmpty();
        after.Placements[0].Parts.ShouldBe(before.Placements[0].Parts);
    }

    [Fact]
    public void a_plan_difference_sees_other_parts()
    {
        var problem = AProblem.With([Pool("here.a"), Pool("here.b")], Gang(6));
        var busy = problem with { Pools = [Pool("here.a") with { Commitments = [new Commitment(2, AProblem.Now.AddHours(30))] }, Pool("here.b")] };
        DecisionRecord Decide(PlanningProblem p) => new(p, Policy, Planner.Solve(p, Policy));

        PlanDifference.Between(Decide(problem), Decide(busy)).Moves.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            m => m.Kind.ShouldBe(MoveKind.Moved), m => m.Why.ToString().ShouldBe("place-taken (pool=here.a, needDevices=4, freeDevices=2)"));
    }

    [Fact]
    public void of_three_pools_the_dearest_only_gets_what_the_others_cannot_hold()
    {
        var problem = AProblem.With([Pool("here.a") with { PriceYuanPerDeviceHour = 30 }, Pool("here.b"), Pool("here.c") with { PriceYuanPerDeviceHour = 20 }], Gang(9));

        Planner.Solve(problem, Policy).Placements[0].Parts!.Select(p => p.Members).ShouldBe([1, 4, 4]);
    }

    /// <summary>Few pools and many spread gangs that contend: against every possible schedule of them.</summary>
    [Fact]
    public void random_contending_gangs_hold_the_law_and_the_bound_is_below_the_best_of_all_plans() => Gen.Select(
        Gen.Int[1, 5].Array[2], Gen.Int[5, 15].Array[2], Gen.Int[2, 7].Array[1, 3], Gen.Int[0, 9]).Sample(
        (devices, prices, gangs, extra) =>
        {
            var problem = AProblem.With(
                [.. devices.Select((d, i) => Pool($"here.{i}", d) with { PriceYuanPerDeviceHour = prices[i] })],
                [.. gangs.Select((members, i) => Gang(members) with { Workload = new($"w-{i}") })]) with
            { Slots = 2 };
            var policy = Policy with { ExtraPoolYuan = extra };

            var plan = Planner.Solve(problem, policy);
            PlanAudit.Of(ProblemJson.Serialize(problem), PolicyJson.Serialize(policy), PlanJson.Serialize(plan)).Findings.ShouldBeEmpty();
            var best = BestOfAll(new PlanningCase(problem, policy));
            plan.LowerBoundMicroYuan.ShouldBeLessThanOrEqualTo(best);
            plan.ObjectiveMicroYuan.ShouldBeGreaterThanOrEqualTo(best);
            if (gangs.Length == 1)
                plan.ObjectiveMicroYuan.ShouldBe(best);
        },
        iter: 60);

    /// <summary>Tries every start, pool and sharing out of every gang, one after the other.</summary>
    private static long BestOfAll(PlanningCase @case)
    {
        var (best, room) = (long.MaxValue, @case.Pools.Select(p => new[] { p.Devices, p.Devices }).ToArray());
        Try(0, 0);
        return best;

        void Try(int d, long cost)
        {
            if (d == @case.Demands.Count)
            {
                best = Math.Min(best, cost);
                return;
            }
            var demand = @case.Demands[d];
            Try(d + 1, cost + Rulebook.TermsOfAbsence(@case, demand).Sum(t => t.MicroYuan));
            for (var slot = 0; slot < 2; slot++)
            {
                for (var inFirst = 0; inFirst <= demand.Demand.GangMembers; inFirst++)
                {
                    int[] members = [inFirst, demand.Demand.GangMembers - inFirst];
                    if (members[0] > room[0][slot] || members[1] > room[1][slot])
                        continue;
                    var candidate = members.Contains(0)
                        ? new Candidacy(@case, demand, 0, @case.Pools[members[0] == 0 ? 1 : 0])
                        : new Spread(@case, demand, 0, @case.Pools).With(members);
                    (room[0][slot], room[1][slot]) = (room[0][slot] - members[0], room[1][slot] - members[1]);
                    Try(d + 1, cost + Rulebook.CostOf(candidate, slot));
                    (room[0][slot], room[1][slot]) = (room[0][slot] + members[0], room[1][slot] + members[1]);
                }
            }
        }
    }

    private static PoolSupply Pool(string name, int devices = 4) => AProblem.Pool(name.Split('.')[0]) with { Pool = new(name), Devices = devices, JoinsGangs = true };

    private static Demand Gang(int members) => AProblem.Demand() with { GangMembers = members, Span = GangSpan.Site };
}
