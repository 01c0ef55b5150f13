using ComputeNet.Brain.Explanations.Elsewhere;
using ComputeNet.Brain.Problem;
using ComputeNet.Brain.Tests.Given;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using CsCheck;

namespace ComputeNet.Brain.Tests.Explanations;

/// <summary>What a site lost and what would have won it: every answer is held against a solve of the problem in which it is so.</summary>
public sealed class ElsewhereTests
{
    private static readonly SiteId Here = new("here");

    [Fact]
    public void a_dearer_pool_is_told_the_price_that_wins_and_with_it_the_work_comes()
    {
        var problem = Beside(AProblem.Pool() with { PriceYuanPerDeviceHour = 20 });
        var lost = Find(problem).ShouldHaveSingleItem();

        lost.RefusedBy.ShouldBeNull();
        lost.ExtraMicroYuan.ShouldBeGreaterThan(0);
        lost.Terms.Sum(t => t.MicroYuan).ShouldBe(lost.ExtraMicroYuan, "its parts are the whole of it");
        lost.Terms.ShouldContain(t => t.Objective == "price" && t.MicroYuan > 0);
        var price = lost.WinningYuanPerDeviceHour.ShouldNotBeNull();
        PlaceOf(WithPool(problem, p => p with { PriceYuanPerDeviceHour = price })).ShouldBe(Here);
        PlaceOf(WithPool(problem, p => p with { PriceYuanPerDeviceHour = price + 0.001m })).ShouldNotBe(Here, "and no higher one does");
    }

    [Fact]
    public void a_pool_that_lacked_room_is_told_the_fewest_devices_that_win()
    {
        var problem = Beside(AProblem.Pool() with { PriceYuanPerDeviceHour = 1, Devices = 8, Commitments = [new Commitment(8, AProblem.Now.AddDays(30))] });
        var lost = Find(problem).ShouldHaveSingleItem();

        lost.RefusedBy.ShouldNotBeNull();
        var extra = lost.WinningExtraDevices.ShouldNotBeNull();
        PlaceOf(WithPool(problem, p => p with { Devices = p.Devices + extra })).ShouldBe(Here);
        PlaceOf(WithPool(problem, p => p with { Devices = p.Devices + extra - 1 })).ShouldNotBe(Here);
    }

    [Fact]
    public void a_rule_is_told_with_its_numbers_and_no_price_is_promised_against_it()
    {
        var lost = Find(Beside(AProblem.Pool() with { PriceYuanPerDeviceHour = 1, TakesNoWork = Refusal.Because("site-draining", ("site", "here")) })).ShouldHaveSingleItem();

        lost.RefusedBy!.Code.ShouldBe("site-draining");
        (lost.WinningYuanPerDeviceHour, lost.WinningExtraDevices).ShouldBe((null, null));
    }

    [Fact]
    public void what_no_price_outweighs_gets_no_price()
    {
        var far = AProblem.Pool() with { PriceYuanPerDeviceHour = 0.01m, Latencies = [new PlaceLatency(AProblem.Beijing, 50_000, AProblem.Stated)] };
        var demand = AProblem.Demand() with { Placement = new PlacementWishes { ClientPlace = AProblem.Beijing } };
        var problem = Beside(far, near => near with { Latencies = [new PlaceLatency(AProblem.Beijing, 1, AProblem.Stated)] }) with { Demands = [demand] };

        Find(problem).ShouldHaveSingleItem().WinningYuanPerDeviceHour.ShouldBeNull();
    }

    [Fact]
    public void random_decisions_have_answers_that_hold() => AnyProblem.Cases.Sample(
        c =>
        {
            var plan = Planner.Solve(c.Problem, c.Policy);
            foreach (var site in c.Problem.Pools.Select(p => p.Site).Distinct())
            {
                var lost = ElsewhereFinder.Find(c.Problem, c.Policy, plan, site, most: 5);
                lost.Count.ShouldBeLessThanOrEqualTo(5);
                foreach (var one in lost)
                {
                    (one.RefusedBy is null || one.WinningYuanPerDeviceHour is null).ShouldBeTrue();
                    (one.RefusedBy is not null || one.WinningExtraDevices is null).ShouldBeTrue();
                    one.WinningExtraDevices.ShouldNotBe(0);
                    if (one.RefusedBy is null)
                        one.Terms.Sum(t => t.MicroYuan).ShouldBe(one.ExtraMicroYuan);
                    if (one.WinningYuanPerDeviceHour is { } price)
                        price.ShouldBeLessThanOrEqualTo(c.Problem.Pools.First(p => p.Pool == one.Pool).PriceYuanPerDeviceHour!.Value);
                }
                ElsewhereFinder.Find(c.Problem, c.Policy, plan, site, most: 5).Count.ShouldBe(lost.Count, "the same again");
            }
        }, iter: 60);

    private static IReadOnlyList<LostPlacement> Find(PlanningProblem problem) => ElsewhereFinder.Find(problem, new PlanningPolicy(), Planner.Solve(problem, new PlanningPolicy()), Here, 10);

    private static SiteId PlaceOf(PlanningProblem problem) => Planner.Solve(problem, new PlanningPolicy()).Placements.ShouldHaveSingleItem().Site;

    /// <summary>The pool, and one like it at another site for 10 ¥.</summary>
    private static PlanningProblem Beside(PoolSupply here, Func<PoolSupply, PoolSupply>? there = null)
    {
        var other = AProblem.Pool() with { Pool = new PoolId("there.gpu"), Site = new SiteId("there"), PriceYuanPerDeviceHour = 10 };
        return AProblem.With([here, there?.Invoke(other) ?? other], AProblem.Demand());
    }

    private static PlanningProblem WithPool(PlanningProblem problem, Func<PoolSupply, PoolSupply> change) => problem with { Pools = [.. problem.Pools.Select(p => p.Site == Here ? change(p) : p)] };
}
