using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Problem;
using ComputeNet.Brain.Tests.Given;
using ComputeNet.Checker;
using ComputeNet.Contracts.Vocabulary;
using CsCheck;

namespace ComputeNet.Brain.Tests;

/// <summary>A round that is given the one before keeps what holds, stays valid whatever changed, and moves only what gains.</summary>
public sealed class RoundsThatFollow
{
    private static readonly Gen<(PlanningProblem Before, PlanningProblem Next, PlanningPolicy Policy)> Changes = Gen.Select(
        AnyProblem.Cases, Gen.Int[0, 3], Gen.Int[-3, 3], Gen.Int[0, 150], Gen.OneOf<int?>(null, 0, 1, 5),
        (c, gone, devices, minutes, mostMoves) => (c.Problem, c.Problem with
        {
            Now = c.Problem.Now.AddMinutes(minutes),
            Pools = [.. c.Problem.Pools.Select((p, i) => i == 0 ? p with { Devices = p.Devices + devices } : p)],
            Demands = [.. c.Problem.Demands.Skip(gone), AProblem.Demand("w-new")],
        }, c.Policy with { MostMoves = mostMoves }));

    [Fact]
    public void whatever_changed_the_plan_is_valid_certified_and_replays() => Changes.Sample(
        c =>
        {
            var next = c.Next with { Previous = PreviousRound.Of(c.Before, Planner.Solve(c.Before, c.Policy)) };
            var plan = Planner.Solve(next, c.Policy);
            PlanChecker.Check(next, c.Policy, plan).ShouldBeEmpty();
            PlanAudit.Of(ProblemJson.Serialize(next), PolicyJson.Serialize(c.Policy), PlanJson.Serialize(plan)).Findings.ShouldBeEmpty();
            BoundChecker.Bound(next, c.Policy, plan.Prices).ShouldBe(plan.LowerBoundMicroYuan);
            Replay.Compare(plan, Planner.Solve(ProblemJson.Deserialize(ProblemJson.Serialize(next)), c.Policy)).ShouldBeEmpty();
        },
        iter: 200);

    [Fact]
    public void a_round_some_minutes_later_keeps_what_waits_for_its_hour()
    {
        var green = AProblem.Pool() with { CarbonGramsPerKilowattHour = [500, 500, 500, 500, 10, 10, 500] };
        var policy = new PlanningPolicy { CarbonYuanPerTonne = 100_000 };
        var before = AProblem.With(green, AProblem.Demand());
        var plan = Planner.Solve(before, policy);
        var next = before with { Now = before.Now.AddMinutes(7), Previous = PreviousRound.Of(before, plan) };

        Planner.Solve(next, policy).Placements.ShouldHaveSingleItem().StartSlot.ShouldBe(plan.Placements[0].StartSlot);
    }

    [Fact]
    public void rounds_that_follow_each_other_are_counted_so_that_each_tries_something_else()
    {
        var before = AProblem.With(AProblem.Pool(), AProblem.Demand());
        var policy = new PlanningPolicy();
        var next = before with { Previous = PreviousRound.Of(before, Planner.Solve(before, policy)) };
        var afterNext = next with { Previous = PreviousRound.Of(next, Planner.Solve(next, policy)) };

        (next.Previous.Rounds, afterNext.Previous!.Rounds).ShouldBe((1, 2));
    }

    [Fact]
    public void when_nothing_changed_nothing_moves_but_for_a_gain() => AnyProblem.Cases.Sample(
        c =>
        {
            var before = Planner.Solve(c.Problem, c.Policy);
            var next = c.Problem with { Previous = PreviousRound.Of(c.Problem, before) };
            var plan = Planner.Solve(next, c.Policy);
            plan.ObjectiveMicroYuan.ShouldBeLessThanOrEqualTo(before.ObjectiveMicroYuan);
            if (plan.ObjectiveMicroYuan == before.ObjectiveMicroYuan)
                FatesOf(plan).ShouldBe(FatesOf(before));
        },
        iter: 150);

    [Fact]
    public void no_more_workloads_change_their_pool_than_the_policy_allows() => Gen.Select(AnyProblem.Cases, Gen.Int[0, 3], Gen.Int[0, 40]).Sample(
        (c, mostMoves, price) =>
        {
            var before = Planner.Solve(c.Problem, c.Policy);
            var next = c.Problem with
            {
                // Cheaper, so that many would gain by moving there and nobody loses the place to a budget.
                Pools = [.. c.Problem.Pools.Select((p, i) => i == 0 && p.PriceYuanPerDeviceHour > price ? p with { PriceYuanPerDeviceHour = price } : p)],
                Previous = PreviousRound.Of(c.Problem, before),
            };
            var plan = Planner.Solve(next, c.Policy with { MostMoves = mostMoves });
            var was = before.Placements.ToDictionary(p => p.Workload, p => p.Pool);
            plan.Placements.Count(p => was.TryGetValue(p.Workload, out var pool) && pool != p.Pool).ShouldBeLessThanOrEqualTo(mostMoves);
        },
        iter: 200);

    [Fact]
    public void a_damaged_round_before_never_breaks_the_next() => Gen.Select(
        AnyProblem.Cases, Gen.OneOf(long.MinValue, -1, 0, 1_000_000, long.MaxValue), Gen.OneOf(int.MinValue, 0, 7, 60), Gen.OneOf(-1, 0, 99),
        Gen.OneOf(DateTimeOffset.MinValue, AProblem.Now, AProblem.Now.AddTicks(1), DateTimeOffset.MaxValue)).Sample(
        (c, price, minutes, variant, instant) =>
        {
            var next = c.Problem with
            {
                Previous = new PreviousRound
                {
                    Now = instant,
                    SlotMinutes = minutes,
                    Placements = [.. c.Problem.Demands.Select(d => new PlannedBefore(d.Workload, new PoolId("a.0"), variant, instant)), new(new("w-gone"), new("no.such"), 0, instant)],
                    Prices = [new PoolPrices(new("a.0"), [price, 0, price]), new PoolPrices(new("no.such"), [price]), new PoolPrices(new("a.0"), [])],
                },
            };
            var plan = Planner.Solve(next, c.Policy);
            PlanChecker.Check(next, c.Policy, plan).ShouldBeEmpty();
            BoundChecker.Bound(next, c.Policy, plan.Prices).ShouldBe(plan.LowerBoundMicroYuan);
        },
        iter: 200);

    [Fact]
    public void the_plan_says_that_it_follows_a_round()
    {
        var problem = AProblem.With(AProblem.Pool(), [.. Enumerable.Range(0, 12).Select(i => AProblem.Demand($"w-{i:00}"))]);
        var next = problem with { Previous = PreviousRound.Of(problem, Planner.Solve(problem, new())), Demands = [.. problem.Demands.Skip(1), AProblem.Demand("w-new")] };

        Planner.Solve(next, new()).Solver.ShouldStartWith("from the round before with 1 change");
    }

    private static IEnumerable<string> FatesOf(Plan plan) => plan.Placements.Select(p => $"{p.Workload} {p.Pool} {p.VariantIndex} {p.StartSlot}");
}
