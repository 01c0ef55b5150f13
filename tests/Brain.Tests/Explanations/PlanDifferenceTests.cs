using ComputeNet.Brain.Explanations.Differences;
using ComputeNet.Brain.Explanations.WhatIfs;
using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Problem;
using ComputeNet.Brain.Tests.Given;
using ComputeNet.Contracts.Vocabulary;
using CsCheck;

namespace ComputeNet.Brain.Tests.Explanations;

/// <summary>What moved and why, and the what-ifs whose answer it is.</summary>
public sealed class PlanDifferenceTests
{
    private static readonly PlanningProblem Problem = AProblem.With([AProblem.Pool(), AProblem.Pool("there") with { PriceYuanPerDeviceHour = 11m }], AProblem.Demand());

    [Fact]
    public void a_decision_does_not_differ_from_itself() => AnyProblem.Cases.Sample(
        c => PlanDifference.Between(Decide(c), Decide(c)).IsNothing.ShouldBeTrue(), iter: 50);

    [Fact]
    public void the_moves_are_all_fates_that_changed_and_their_costs_sum_to_the_difference() => Gen.Select(AnyProblem.Cases, Gen.Int[0, 6], Gen.Int[0, 4]).Sample(
        (c, kind, pick) =>
        {
            var before = Decide(c);
            if (c.Problem.Pools.Count == 0)
                return;
            var pool = c.Problem.Pools[pick % c.Problem.Pools.Count];
            Change change = kind switch
            {
                0 => new SiteLost(pool.Site),
                1 => new PriceTimes(3, Pool: pool.Pool),
                2 => new CarbonPrice(5000),
                3 => new Weighing(Price: 0.1, Carbon: 7),
                4 => new PoolDevices(pool.Pool, pool.Devices + 3),
                5 => new OtherPolicy(new PlanningPolicy { WaitingYuanPerHour = 0.01m, LatencyWeight = 30 }),
                _ => new DemandAdded(AProblem.Demand("w-new") with { Priority = 100 }),
            };
            var (after, delta) = WhatIf.Ask(before, change);

            Replay.Compare(after.Plan, Planner.Solve(after.Problem, after.Policy)).ShouldBeEmpty();
            delta.Moves.Sum(m => m.CostMicroYuan).ShouldBe(after.Plan.ObjectiveMicroYuan - before.Plan.ObjectiveMicroYuan);
            delta.Terms.Sum(t => t.MicroYuan).ShouldBe(after.Plan.ObjectiveMicroYuan - before.Plan.ObjectiveMicroYuan);
            var differing = Replay.Compare(before.Plan, after.Plan).Where(d => d.Workload is not null).Select(d => d.Workload!.Value).ToHashSet();
            var told = delta.Moves.Concat(delta.Running).Select(m => m.Workload).ToList();
            told.ShouldBeUnique();
            told.Except(differing).ShouldBeEmpty();
            var untold = differing.Except(told);
            delta.Running.ShouldAllBe(m => c.Problem.Running!.Any(r => r.Workload == m.Workload));
            // What costs the same where it was but is left out for another reason did not move.
            untold.ShouldAllBe(w => before.Plan.LeftOut.Any(l => l.Workload == w) && after.Plan.LeftOut.Any(l => l.Workload == w));
        },
        iter: 150);

    [Fact]
    public void a_lost_site_moves_its_workload_and_the_rule_says_why()
    {
        var delta = Ask(new SiteLost(new("here")));

        var move = delta.Moves.ShouldHaveSingleItem();
        (move.Kind, move.From!.Pool.Value, move.To!.Pool.Value, move.Why.Code).ShouldBe((MoveKind.Moved, "here.gpu", "there.gpu", "site-lost"));
        move.Terms.ShouldHaveSingleItem().ShouldBe(new("price", 1_000_000));
        delta.Inputs.ShouldHaveSingleItem().ShouldSatisfyAllConditions(i => i.Name.ShouldBe("here.gpu"), i => i.Member.ShouldBe("takesNoWork"));
        move.Causes.ShouldBe(delta.Inputs);
    }

    [Fact]
    public void a_dearer_place_is_left_for_a_cheaper_one_with_both_prices()
    {
        var move = Ask(new PriceTimes(2, Site: new("here"))).Moves.ShouldHaveSingleItem();

        move.Why.Code.ShouldBe("new-place-cheaper");
        move.Why.Facts.ShouldSatisfyAllConditions(f => f["savedYuan"].ShouldBe("9"), f => f["mostlyIn"].ShouldBe("price"), f => f["oldPlaceThenYuan"].ShouldBe("10.03"), f => f["oldPlaceNowYuan"].ShouldBe("20.03"));
    }

    [Fact]
    public void a_price_that_moves_nobody_reprices_them()
    {
        var move = Ask(new PriceTimes(1.05m, Site: new("here"))).Moves.ShouldHaveSingleItem();

        (move.Kind, move.Why.Code, move.CostMicroYuan).ShouldBe((MoveKind.Repriced, "prices-changed", 500_000));
    }

    [Fact]
    public void a_newcomer_takes_the_place_and_a_lost_place_or_a_found_one_say_so()
    {
        var tight = AProblem.With(AProblem.Pool() with { Devices = 1 }, AProblem.Demand()) with { Slots = 1 };
        var newcomer = WhatIf.Ask(Decide((tight, new())), new DemandAdded(AProblem.Demand("w-2") with { Priority = 90 })).Delta;

        newcomer.Moves.Select(m => (m.Workload.Value, m.Kind, m.Why.Code)).ShouldBe([("w-1", MoveKind.LeftOut, "no-capacity-in-horizon"), ("w-2", MoveKind.New, "demand-new")]);
        newcomer.Moves[0].Causes.ShouldBeEmpty();

        var room = WhatIf.Ask(Decide((tight with { Pools = [tight.Pools[0] with { Devices = 0 }] }, new())), new PoolDevices(new("here.gpu"), 4)).Delta;
        room.Moves.ShouldHaveSingleItem().ShouldSatisfyAllConditions(m => m.Kind.ShouldBe(MoveKind.Placed), m => m.Why.Facts["wasLeftOutFor"].ShouldBe("gang-larger-than-pool"));
    }

    [Fact]
    public void room_that_opens_in_a_better_place_is_told_as_such()
    {
        var full = Problem with { Pools = [Problem.Pools[0] with { Devices = 0 }, Problem.Pools[1]] };

        WhatIf.Ask(Decide((full, new())), new PoolDevices(new("here.gpu"), 10)).Delta.Moves.ShouldHaveSingleItem().Why.ShouldSatisfyAllConditions(
            w => w.Code.ShouldBe("new-place-opened"), w => w.Facts["wasRefusedFor"].ShouldBe("gang-larger-than-pool"), w => w.Facts["savedYuan"].ShouldBe("1"));
    }

    [Fact]
    public void two_rounds_an_hour_apart_are_compared_by_the_clock_and_not_by_slots()
    {
        var (first, second) = (AProblem.Demand() with { Placement = new() { EarliestStart = AProblem.Now.AddHours(3) } }, AProblem.Demand("w-2"));
        var before = AProblem.With(AProblem.Pool(), first, second);
        var after = AProblem.With(AProblem.Pool(), first) with { Now = AProblem.Now.AddHours(1) };

        var delta = PlanDifference.Between(Decide((before, new())), Decide((after, new())));

        delta.Moves.ShouldHaveSingleItem().ShouldSatisfyAllConditions(m => m.Workload.Value.ShouldBe("w-2"), m => m.Kind.ShouldBe(MoveKind.Gone));
        delta.Inputs.Select(i => (i.Subject, i.Name, i.Member)).ShouldBe([(InputSubject.Problem, "", "now"), (InputSubject.Demand, "w-2", "*")]);
    }

    [Fact]
    public void a_policy_change_names_the_member()
    {
        var delta = Ask(new CarbonPrice(777));

        delta.Inputs.ShouldHaveSingleItem().ShouldBe(new InputChange(InputSubject.Policy, "", "carbonYuanPerTonne", "100", "777"));
    }

    public static TheoryData<string, Change> Nonsense => new()
    {
        { "site-unknown", new SiteLost(new("nowhere")) },
        { "pool-unknown", new PriceTimes(2, Pool: new("no.such")) },
        { "factor-out-of-range", new PriceTimes(-1) },
        { "price-negative", new CarbonPrice(-1) },
        { "weight-negative", new Weighing(Carbon: double.NaN) },
        { "pool-unknown", new PoolDevices(new("no.such"), 1) },
        { "devices-negative", new PoolDevices(new("here.gpu"), -1) },
        { "workload-known", new DemandAdded(AProblem.Demand()) },
    };

    [Theory, MemberData(nameof(Nonsense))]
    public void a_change_that_makes_no_sense_is_refused_by_code(string code, Change change) =>
        Should.Throw<RefusedException>(() => Ask(change)).Refusal.Code.ShouldBe(code);

    private static PlanDelta Ask(Change change) => WhatIf.Ask(Decide((Problem, new())), change).Delta;

    private static DecisionRecord Decide((PlanningProblem Problem, PlanningPolicy Policy) c) => new(c.Problem, c.Policy, Planner.Solve(c.Problem, c.Policy));
}
