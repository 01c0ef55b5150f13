using System.Reflection;
using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Problem;
using ComputeNet.Brain.Rules;
using ComputeNet.Brain.Rules.Constraints;
using ComputeNet.Brain.Solvers;
using ComputeNet.Brain.Tests.Given;
using ComputeNet.Contracts.Plans;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;

namespace ComputeNet.Brain.Tests.Rules.Constraints;

/// <summary>A good plan, damaged in one way: exactly the rule that it now breaks must see it.</summary>
public sealed class ConstraintTests
{
    private static readonly PlanningPolicy Policy = new();

    /// <summary>Two demands of six devices: the pool has ten, so one waits until the other has ended.</summary>
    private static readonly PlanningProblem Problem = AProblem.With(
        AProblem.Pool(),
        AProblem.Demand("w-1") with { Variants = [AProblem.Variant(devices: 6, hours: 2)], Placement = new() { Deadline = AProblem.Now.AddHours(5) } },
        AProblem.Demand("w-2") with { Variants = [AProblem.Variant(devices: 6, hours: 2)], Placement = new() { EarliestStart = AProblem.Now.AddHours(1) } });

    [Fact]
    public void the_plan_before_it_is_damaged_breaks_none() => Broken(p => p).ShouldBeEmpty();

    [Fact]
    public void overlapping_gangs_exceed_the_capacity() =>
        Broken(p => Second(p, s => At(s, 1))).ShouldBe(["capacity-is-not-exceeded"]);

    [Fact]
    public void a_gang_with_a_member_missing_is_not_whole() =>
        Broken(p => Second(p, s => s with { Devices = 5 })).ShouldBe(["gang-stays-whole"]);

    [Fact]
    public void a_part_without_a_member_is_not_whole() =>
        Broken(Spread, SpreadPlan(new(new("here.a"), 4), new(new("here.b"), 1))).ShouldBe(["gang-stays-whole"]);

    [Fact]
    public void a_part_that_is_larger_than_its_pool_has_room_for_exceeds_the_capacity() =>
        Broken(Spread, SpreadPlan(new(new("here.a"), 5), new(new("here.b"), 1))).ShouldContain("capacity-is-not-exceeded");

    [Fact]
    public void parts_at_two_sites_pass_no_filter() =>
        Broken(Spread, SpreadPlan(new(new("here.a"), 4), new(new("there.a"), 2))).ShouldContain("placements-pass-the-filters");

    private static readonly PlanningProblem Spread = AProblem.With(
        [.. new[] { "here.a", "here.b", "there.a" }.Select(name => AProblem.Pool(name.Split('.')[0]) with { Pool = new(name), Devices = 4, JoinsGangs = true })],
        AProblem.Demand() with { GangMembers = 6, Span = GangSpan.Site });

    private static Plan SpreadPlan(params GangPart[] parts)
    {
        var plan = Planner.Solve(Spread, Policy);
        return plan with { Placements = [plan.Placements[0] with { Parts = parts }] };
    }

    [Fact]
    public void ending_after_the_deadline_is_seen() =>
        Broken(p => p with { Placements = [At(p.Placements[0], 4), At(p.Placements[1], 1)] }).ShouldBe(["deadline-is-met"]);

    [Fact]
    public void starting_before_the_earliest_start_is_seen() =>
        Broken(p => p with { Placements = [At(p.Placements[0], 3), At(p.Placements[1], 0)] }).ShouldBe(["earliest-start-is-respected"]);

    [Fact]
    public void a_start_between_slots_is_off_the_grid() =>
        Broken(p => Second(p, s => s with { Start = s.Start.AddMinutes(1) })).ShouldBe(["starts-are-on-the-grid"]);

    [Fact]
    public void a_start_past_the_horizon_is_off_the_grid() =>
        Broken(p => Second(p, s => At(s, 24))).ShouldBe(["starts-are-on-the-grid"]);

    [Fact]
    public void a_demand_without_a_fate_is_seen() =>
        Broken(p => p with { Placements = [p.Placements[0]] }).ShouldBe(["each-demand-is-placed-once"]);

    [Fact]
    public void a_demand_with_two_fates_is_seen() =>
        Broken(p => p with { LeftOut = [new LeftOut(new("w-1"), new("x", new Dictionary<string, string>()), [])] }).ShouldBe(["each-demand-is-placed-once"]);

    [Fact]
    public void two_workloads_never_take_more_than_one_device_between_them()
    {
        var half = AProblem.Variant(hours: 2) with { MilliPerDevice = 500 };
        var pool = AProblem.Pool() with { Devices = 2, Nodes = [new SiteNode("n1", 2, 8000, 65536)], Sharing = new DeviceSharing(DeviceIsolation.SoftwareShared) };
        var problem = AProblem.With(pool, [.. Enumerable.Range(1, 3).Select(i => AProblem.Demand($"w-{i}") with { Variants = [half] })]);
        var plan = Planner.Solve(problem, Policy);
        plan.Placements.Select(p => p.Seats!.ShouldHaveSingleItem().Devices[0]).ShouldBe([0, 0, 1]);

        Placement On(Placement p, int device) => p with { Seats = [p.Seats![0] with { Devices = [device] }] };
        string[] Rules(Plan damaged) => [.. PlanChecker.Check(problem, Policy, damaged).Select(v => v.Rule).Distinct()];
        Rules(plan).ShouldBeEmpty();
        Rules(plan with { Placements = [plan.Placements[0], plan.Placements[1], On(plan.Placements[2], 0)] }).ShouldBe(["seats-are-kept"]);
        Rules(plan with { Placements = [plan.Placements[0] with { Seats = null }, plan.Placements[1], plan.Placements[2]] }).ShouldBe(["seats-are-kept"]);
        Rules(plan with { Placements = [plan.Placements[0] with { MilliPerDevice = null }, plan.Placements[1], plan.Placements[2]] }).ShouldBe(["gang-stays-whole"]);
    }

    [Fact]
    public void a_placement_at_a_site_that_does_not_have_the_pool_is_seen() =>
        Broken(p => Second(p, s => s with { Site = new("elsewhere") })).ShouldBe(["placements-pass-the-filters"]);

    [Fact]
    public void a_placement_that_a_filter_refuses_is_seen()
    {
        var drained = Problem with { Pools = [Problem.Pools[0] with { TakesNoWork = new("site-drained", new Dictionary<string, string>()) }] };

        Broken(drained, Planner.Solve(Problem, Policy)).ShouldBe(["placements-pass-the-filters"]);
    }

    [Fact]
    public void commitments_count_as_held_even_when_their_time_is_over()
    {
        var busy = Problem with { Pools = [Problem.Pools[0] with { Commitments = [new Commitment(5, AProblem.Now.AddHours(-1))] }] };

        Broken(busy, Planner.Solve(Problem, Policy)).ShouldBe(["capacity-is-not-exceeded"]);
    }

    [Fact]
    public void what_is_booked_for_later_is_free_until_then_and_held_from_then_on()
    {
        var booked = Problem with { Pools = [Problem.Pools[0] with { Commitments = [new Commitment(5, AProblem.Now.AddHours(4), AProblem.Now.AddHours(3))] }] };

        Broken(booked, Planner.Solve(Problem, Policy)).ShouldBe(["capacity-is-not-exceeded"], "the second runs from hour 2 to hour 4");
        var plan = Planner.Solve(booked, Policy);
        plan.Placements.Select(p => p.StartSlot).ShouldBe([0, 4]);
        plan.Placements[1].WhyLater!.Code.ShouldBe("waiting-for-capacity");
    }

    [Fact]
    public void what_is_booked_past_the_horizon_counts_in_its_last_slot()
    {
        var booked = AProblem.With(
            AProblem.Pool() with { Commitments = [new Commitment(10, AProblem.Now.AddHours(40), AProblem.Now.AddHours(30))] },
            AProblem.Demand() with { Variants = [AProblem.Variant(hours: 25)] });

        Planner.Solve(booked, Policy).LeftOut.ShouldHaveSingleItem().Why.Code.ShouldBe("no-capacity-in-horizon");
    }

    [Fact]
    public void a_run_into_a_maintenance_window_is_seen_even_past_the_horizon()
    {
        var closed = Problem with { Pools = [Problem.Pools[0] with { Closures = [new Closure(AProblem.Now.AddHours(24), AProblem.Now.AddHours(25), "cooling")] }] };

        Broken(closed, Second(Planner.Solve(Problem, Policy), s => At(s, 23))).ShouldBe(["closures-are-respected"]);
        Broken(closed, Second(Planner.Solve(Problem, Policy), s => At(s, 22))).ShouldBeEmpty();
    }

    [Fact]
    public void a_maintenance_window_is_waited_out()
    {
        var closed = Problem with { Pools = [Problem.Pools[0] with { Closures = [new Closure(AProblem.Now.AddHours(3), AProblem.Now.AddHours(5), "cooling")] }] };

        Planner.Solve(closed, Policy).Placements.Select(p => p.StartSlot).ShouldBe([0, 5]);
    }

    [Fact]
    public void two_gangs_that_exceed_the_quota_together_are_seen()
    {
        var limited = Problem with { Pools = [AProblem.Pool() with { Devices = 20 }], Tenants = [new TenantLimits(new("tenant"), DevicesAtOnce: 10)] };

        Broken(limited, Planner.Solve(limited with { Tenants = null }, Policy)).ShouldBe(["quota-is-not-exceeded"]);
        var plan = Planner.Solve(limited, Policy);
        plan.Placements.Select(p => p.StartSlot).ShouldBe([0, 2]);
        plan.Solver.ShouldContain("CP-SAT proved it optimal", customMessage: "the exact model knows the quota");
        plan.Placements[1].WhyLater!.ToString().ShouldBe("waiting-for-quota (tenant=tenant, needDevices=6, leftDevices=4, quotaDevices=10, until=2026-11-23T10:00:00.0000000+00:00)");
    }

    [Fact]
    public void what_the_tenant_holds_already_counts_against_its_quota()
    {
        var limited = Problem with { Tenants = [new TenantLimits(new("tenant"), DevicesAtOnce: 10) { Holds = [new Commitment(5, AProblem.Now.AddHours(4))] }] };

        Planner.Solve(limited, Policy).Placements.ShouldHaveSingleItem().StartSlot.ShouldBe(4, "six and five are more than ten until the first has gone; the other must be done by five");
    }

    [Fact]
    public void two_runs_that_exceed_the_budget_together_are_seen()
    {
        var limited = Problem with { Tenants = [new TenantLimits(new("tenant"), BudgetYuan: 200)] };

        Broken(limited, Planner.Solve(Problem, Policy)).ShouldBe(["budget-is-not-exceeded"]);
        var plan = Planner.Solve(limited, Policy);
        plan.Placements.ShouldHaveSingleItem();
        plan.LeftOut.ShouldHaveSingleItem().Why.ToString().ShouldStartWith("budget-spent (tenant=tenant, needYuan=120, leftYuan=80");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void companions_at_two_sites_and_rivals_at_one_are_seen(bool together)
    {
        PlanningProblem Tied(bool isTied) => AProblem.With(
            [AProblem.Pool(), AProblem.Pool("there") with { PriceYuanPerDeviceHour = 10.1m }],
            AProblem.Demand("w-1") with { Variants = [AProblem.Variant(devices: together ? 6 : 1)] },
            AProblem.Demand("w-2") with
            {
                Variants = [AProblem.Variant(devices: together ? 6 : 1)],
                Placement = !isTied ? new() : together ? new() { Together = [new("w-1")] } : new() { Apart = [new("w-1")] },
            });

        Broken(Tied(true), Planner.Solve(Tied(false), Policy)).ShouldBe(["ties-are-kept"]);
        var plan = Planner.Solve(Tied(true), Policy);
        PlanChecker.Check(Tied(true), Policy, plan).ShouldBeEmpty();
        plan.Placements.Select(p => p.Site).Distinct().Count().ShouldBe(together ? 1 : 2);
    }

    /// <summary>In two stretches: hours 1 and 3.</summary>
    private static readonly PlanningProblem Stretched = AProblem.With(
        AProblem.Pool() with { CarbonGramsPerKilowattHour = [900, 1, 900, 1, 900] },
        AProblem.Demand() with { Variants = [AProblem.Variant(devices: 5, hours: 2)], Interruptible = new() { ResumeMinutes = 0, LeastMinutes = 60 } });

    [Theory]
    [InlineData(1, 2, 3, 4, null)]
    [InlineData(1, 2, 4, 5, null)]
    [InlineData(1, 2, 3, 5, "stretches-do-the-work")]
    [InlineData(1, 2, 2, 3, "stretches-do-the-work")]
    [InlineData(1, 1.5, 3, 4.5, "stretches-do-the-work")]
    [InlineData(1, 2, 3.5, 4.5, "stretches-do-the-work")]
    [InlineData(1, 2, 23.5, 24.5, "stretches-do-the-work")]
    [InlineData(3, 4, 1, 2, "stretches-do-the-work")]
    public void stretches_that_do_other_than_the_work_are_seen(double from, double to, double again, double end, string? rule)
    {
        var policy = new PlanningPolicy { CarbonYuanPerTonne = 9000m };
        var plan = Planner.Solve(Stretched, policy);
        var placement = plan.Placements.Single();
        placement.Stretches.ShouldNotBeNull();
        var damaged = plan with
        {
            Placements =
            [
                placement with
                {
                    Stretches = [new(AProblem.Now.AddHours(from), AProblem.Now.AddHours(to)), new(AProblem.Now.AddHours(again), AProblem.Now.AddHours(end))],
                    StartSlot = (int)from, Start = AProblem.Now.AddHours(from), End = AProblem.Now.AddHours(end),
                },
            ],
        };

        Broken(Stretched, damaged).ShouldBe(rule is null ? [] : [rule]);
        Broken(Stretched with { Demands = [Stretched.Demands[0] with { Interruptible = null }] }, plan).ShouldBe(["stretches-do-the-work"]);
    }

    [Fact]
    public void every_constraint_has_its_encoding_in_the_solvers()
    {
        var encoded = typeof(OptionTable).Assembly.GetTypes().SelectMany(t => t.GetCustomAttributes())
            .Select(a => a.GetType()).Where(t => t.IsGenericType && t.GetGenericTypeDefinition() == typeof(EncodesAttribute<>))
            .Select(t => t.GetGenericArguments()[0]).ToHashSet();

        Rulebook.Constraints.Select(c => c.GetType()).Where(c => !encoded.Contains(c)).ShouldBeEmpty();
    }

    [Fact]
    public void every_rule_in_the_assembly_is_in_the_rulebook()
    {
        var written = typeof(Rulebook).Assembly.GetTypes().Where(t => !t.IsInterface && (typeof(IConstraint).IsAssignableFrom(t)
            || typeof(ComputeNet.Brain.Rules.Filters.IFilter).IsAssignableFrom(t) || typeof(ComputeNet.Brain.Rules.Objectives.IObjective).IsAssignableFrom(t)));

        written.ShouldBe([.. Rulebook.Filters.Select(f => f.GetType()), .. Rulebook.Constraints.Select(c => c.GetType()), .. Rulebook.Objectives.Select(o => o.GetType())], ignoreOrder: true);
    }

    private static IEnumerable<string> Broken(Func<Plan, Plan> damage) => Broken(Problem, damage(Planner.Solve(Problem, Policy)));

    private static IEnumerable<string> Broken(PlanningProblem problem, Plan plan) =>
        Rulebook.Constraints.SelectMany(c => c.Check(new PlanningCase(problem, Policy), plan)).Select(v => v.Rule).Distinct();

    private static Plan Second(Plan plan, Func<Placement, Placement> damage) =>
        plan with { Placements = [plan.Placements[0], damage(plan.Placements[1])] };

    private static Placement At(Placement placement, int slot) =>
        placement with { StartSlot = slot, Start = AProblem.Now.AddHours(slot), End = AProblem.Now.AddHours(slot + 2) };
}
