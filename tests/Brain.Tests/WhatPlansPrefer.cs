using ComputeNet.Brain.Explanations;
using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Problem;
using ComputeNet.Brain.Tests.Given;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Tests;

/// <summary>Price, latency, carbon and waiting pull where they should, and hard wishes win over all of them.</summary>
public sealed class WhatPlansPrefer
{
    private static readonly PlanningPolicy Policy = new() { WaitingYuanPerHour = 0.5m };
    private static readonly PlanningPolicy GreenPolicy = Policy with { CarbonYuanPerTonne = 100_000m };

    /// <summary>Dirty except in the fourth hour from now.</summary>
    private static readonly PoolSupply GreenAtFour = AProblem.Pool() with { CarbonGramsPerKilowattHour = [.. Enumerable.Range(0, 24).Select(h => h == 3 ? 50.0 : 900)] };

    [Fact]
    public void a_high_carbon_price_defers_work_to_the_green_hour() =>
        Only(AProblem.With(GreenAtFour, AProblem.Demand()), GreenPolicy).StartSlot.ShouldBe(3);

    [Fact]
    public void at_a_low_carbon_price_the_same_work_starts_now() =>
        Only(AProblem.With(GreenAtFour, AProblem.Demand()), Policy).StartSlot.ShouldBe(0);

    [Fact]
    public void a_deferral_says_that_waiting_is_cheaper_and_by_how_much()
    {
        var why = Only(AProblem.With(GreenAtFour, AProblem.Demand()), GreenPolicy).WhyLater.ShouldNotBeNull();

        why.Code.ShouldBe(PendingReason.WaitingIsCheaper);
        why.Facts["mostlyIn"].ShouldBe("carbon");
        // 0.6 kWh × (900 − 50) g at ¥0.1 per gram, less three hours of waiting at ¥0.5.
        why.Facts["savedYuan"].ShouldBe("49.5");
    }

    [Fact]
    public void a_deadline_wins_over_the_green_hour() => Only(
        AProblem.With(GreenAtFour, AProblem.Demand() with { Placement = new() { Deadline = AProblem.Now.AddHours(3) } }), GreenPolicy).StartSlot.ShouldBeLessThan(3);

    [Fact]
    public void flexible_work_moves_to_the_cheap_hours_and_is_billed_by_them()
    {
        var valley = AProblem.Pool() with { PriceFactorByHour = [1, 1, 1, 0.4, 0.4, 1] };

        var moved = Only(AProblem.With(valley, AProblem.Demand()), Policy);
        moved.StartSlot.ShouldBe(3);
        moved.Figures.PriceYuan.ShouldBe(4m);

        Only(AProblem.With(valley, AProblem.Demand() with { Placement = new() { Deadline = AProblem.Now.AddHours(2) } }), Policy).Figures.PriceYuan.ShouldBe(10m);
    }

    [Fact]
    public void a_greener_site_attracts_when_carbon_is_dear()
    {
        var green = AProblem.Pool("green") with { CarbonGramsPerKilowattHour = [20], PriceYuanPerDeviceHour = 11m };

        Only(AProblem.With([AProblem.Pool(), green], AProblem.Demand()), GreenPolicy).Site.Value.ShouldBe("green");
        Only(AProblem.With([AProblem.Pool(), green], AProblem.Demand()), Policy).Site.Value.ShouldBe("here");
    }

    [Fact]
    public void unknown_carbon_never_wins_and_is_marked_as_assumed()
    {
        var silent = AProblem.Pool("silent") with { CarbonGramsPerKilowattHour = null, CarbonProvenance = Provenance.Unknown };
        var problem = AProblem.With([silent, AProblem.Pool()], AProblem.Demand());

        var candidates = Explainer.Explain(problem, Policy, Planner.Solve(problem, Policy), new("w-1"))!.Candidates;

        var (known, unknown) = (candidates.Single(c => c.Site.Value == "here"), candidates.Single(c => c.Site.Value == "silent"));
        unknown.Terms.Single(t => t.Objective == "carbon").ShouldBe(known.Terms.Single(t => t.Objective == "carbon"));
        unknown.Figures!.CarbonProvenance.Basis.ShouldBe(Basis.Assumed);
        known.Figures!.CarbonProvenance.ShouldBe(AProblem.Stated);
    }

    [Fact]
    public void nearer_is_better_when_all_else_is_equal()
    {
        var near = AProblem.Pool("near") with { Latencies = [new PlaceLatency(AProblem.Beijing, 5, AProblem.Stated)] };

        Only(AProblem.With([AProblem.Pool(), near], AProblem.Demand() with { Placement = new() { ClientPlace = AProblem.Beijing } }), Policy).Site.Value.ShouldBe("near");
    }

    [Fact]
    public void of_two_variants_the_cheaper_run_is_chosen_not_the_cheaper_hour()
    {
        var npu = AProblem.Pool("npu") with { Architecture = Architecture.Ascend, PriceYuanPerDeviceHour = 6m };
        var demand = AProblem.Demand() with { Variants = [AProblem.Variant(hours: 1), AProblem.Variant(hours: 3) with { Architecture = Architecture.Ascend }] };

        Only(AProblem.With([AProblem.Pool(), npu], demand), Policy).VariantIndex.ShouldBe(0);
    }

    [Fact]
    public void a_gang_is_not_split_over_two_half_empty_pools()
    {
        var problem = AProblem.With([AProblem.Pool("a"), AProblem.Pool("b")], AProblem.Demand() with { GangMembers = 3, Variants = [AProblem.Variant(devices: 4)] });

        Planner.Solve(problem, Policy).LeftOut.ShouldHaveSingleItem().Why.Code.ShouldBe("gang-larger-than-pool");
    }

    [Fact]
    public void when_only_one_can_run_now_it_is_the_more_important_one()
    {
        var problem = AProblem.With(AProblem.Pool(), Whole("w-low", priority: 20), Whole("w-high", priority: 80));

        Planner.Solve(problem, Policy).Placements.Select(p => (p.Workload.Value, p.StartSlot)).ShouldBe([("w-low", 1), ("w-high", 0)]);
    }

    [Fact]
    public void when_only_one_fits_before_both_deadlines_the_less_important_one_is_left_out()
    {
        var tight = new Contracts.Workloads.PlacementWishes { Deadline = AProblem.Now.AddHours(1) };
        var problem = AProblem.With(AProblem.Pool(), Whole("w-low", 20) with { Placement = tight }, Whole("w-high", 80) with { Placement = tight });

        var why = Planner.Solve(problem, Policy).LeftOut.ShouldHaveSingleItem();

        why.Workload.Value.ShouldBe("w-low");
        why.Why.Code.ShouldBe(ShortOf.NoCapacityInHorizon);
        (why.Why.Facts["needDevices"], why.Why.Facts["freeDevices"], why.Why.Facts["until"]).ShouldBe(("10", "0", "2026-11-23T09:00:00.0000000+00:00"));
    }

    [Fact]
    public void a_small_demand_steps_aside_for_a_dear_one_that_has_nowhere_else_to_go()
    {
        // Ahead in the queue by age; greedy puts it into the cheap pool, where only the other one can run.
        var small = AProblem.Demand("w-old") with { SubmittedAt = AProblem.Now.AddDays(-1) };
        var tied = Whole("w-tied", 50) with { Placement = new() { AllowedSites = [new("here")], Deadline = AProblem.Now.AddHours(1) } };
        var problem = AProblem.With([AProblem.Pool(), AProblem.Pool("dearer") with { PriceYuanPerDeviceHour = 12m }], small, tied);

        var plan = Planner.Solve(problem, Policy);

        plan.LeftOut.ShouldBeEmpty();
        plan.Placements.Single(p => p.Workload.Value == "w-tied").StartSlot.ShouldBe(0);
    }

    [Fact]
    public void unknown_run_time_is_planned_as_the_limit_and_marked()
    {
        var demand = AProblem.Demand() with { Variants = [AProblem.Variant(hours: 5) with { ExpectedSeconds = null }] };

        var placement = Only(AProblem.With(AProblem.Pool(), demand), Policy);

        placement.DurationIsAssumed.ShouldBeTrue();
        placement.End.ShouldBe(AProblem.Now.AddHours(5));
    }

    [Fact]
    public void an_earliest_start_is_the_reason_for_waiting_until_then()
    {
        var placement = Only(AProblem.With(AProblem.Pool(), AProblem.Demand() with { Placement = new() { EarliestStart = AProblem.Now.AddMinutes(90) } }), Policy);

        placement.StartSlot.ShouldBe(2);
        placement.WhyLater!.Code.ShouldBe(PendingReason.EarliestStartNotReached);
    }

    private static Demand Whole(string name, int priority) => AProblem.Demand(name) with { Priority = priority, Variants = [AProblem.Variant(devices: 10)] };

    private static Placement Only(PlanningProblem problem, PlanningPolicy policy)
    {
        var plan = Planner.Solve(problem, policy);
        PlanChecker.Check(problem, policy, plan).ShouldBeEmpty();
        return plan.Placements.ShouldHaveSingleItem();
    }
}
