using System.Reflection;
using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Problem;
using ComputeNet.Brain.Rules;
using ComputeNet.Brain.Rules.Constraints;
using ComputeNet.Brain.Solvers;
using ComputeNet.Brain.Tests.Given;

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
