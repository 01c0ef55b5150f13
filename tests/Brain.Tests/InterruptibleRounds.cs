using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Problem;
using ComputeNet.Brain.Rules;
using ComputeNet.Brain.Tests.Given;
using ComputeNet.Brain.Timing;
using ComputeNet.Contracts.Workloads;
using CsCheck;

namespace ComputeNet.Brain.Tests;

/// <summary>What can be interrupted runs in the cheapest stretches that the round has room for.</summary>
public sealed class InterruptibleRounds
{
    private const double Grams = 5 * 0.5 * 1.2;
    private static readonly PlanningPolicy Dear = new() { CarbonYuanPerTonne = 9000m, WaitingYuanPerHour = 0 };

    /// <summary>One pool with hours of unlike carbon and room for all, and one demand of whole hours.</summary>
    private static readonly Gen<(PlanningProblem Problem, SplitTerms Terms)> Alone =
        from carbon in Gen.Int[0, 900].Array[14]
        from hours in Gen.Int[1, 6]
        from resume in Gen.OneOf(0, 60)
        from least in Gen.Int[1, 2]
        from yuan in Gen.Int[0, 8]
        from deadline in Gen.Int[8, 14]
        select (
            AProblem.With(
                AProblem.Pool() with { CarbonGramsPerKilowattHour = [.. carbon.Select(g => (double)g)] },
                AProblem.Demand() with
                {
                    Variants = [AProblem.Variant(devices: 5, hours: hours)],
                    Placement = new() { Deadline = AProblem.Now.AddHours(deadline) },
                    Interruptible = new() { ResumeMinutes = resume, LeastMinutes = least * 60, ResumeYuan = yuan },
                }) with
            { Slots = 14 },
            new SplitTerms(yuan * 1_000_000L * 1000, resume * 60, least * 3600));

    [Fact]
    public void alone_with_free_capacity_it_runs_as_the_exact_optimum_in_time_does() => Alone.Sample((problem, terms) =>
    {
        var plan = Planner.Solve(problem, Dear);
        var (pool, demand) = (problem.Pools[0], problem.Demands[0]);
        // ¥50 an hour for five devices, and the carbon of each hour: nano-yuan per second.
        var curve = new CostCurve([.. pool.CarbonGramsPerKilowattHour!.Select(g => (long)Math.Round((50 + g * Grams * 9000 / 1e6) / 3600 * 1e9))], 3600);
        var exact = SplitRun.Cheapest(curve, new RunWindow(0, (long)(demand.Placement.Deadline!.Value - problem.Now).TotalSeconds, demand.Variants[0].ExpectedSeconds!.Value), terms)!;

        exact.IsProvenBest.ShouldBeTrue();
        Math.Abs(plan.ObjectiveMicroYuan - exact.Cost / 1000).ShouldBeLessThanOrEqualTo(30);
        plan.LowerBoundMicroYuan.ShouldBeLessThanOrEqualTo(plan.ObjectiveMicroYuan);
    });

    [Fact]
    public void being_interruptible_never_makes_a_plan_dearer() => AnyProblem.Cases.Sample(
        c =>
        {
            var whole = c.Problem with { Demands = [.. c.Problem.Demands.Select(d => d with { Interruptible = null, ShareDone = null })] };
            var split = whole with { Demands = [.. whole.Demands.Select(d => d with { Interruptible = new() })] };
            // The steps before the last see the same whole runs, but other prices: what follows is no dearer than what they left.
            var before = Planner.Solve(split, c.Policy, [.. ComputeNet.Brain.Solvers.SolverPipeline.Steps.Where(s => s is not ComputeNet.Brain.Solvers.SplitStep)]);
            Planner.Solve(split, c.Policy).ObjectiveMicroYuan.ShouldBeLessThanOrEqualTo(before.ObjectiveMicroYuan);
        },
        iter: 60);

    [Fact]
    public void two_cheap_windows_make_two_stretches_around_somebody_elses_booking()
    {
        var problem = AProblem.With(
            AProblem.Pool() with { CarbonGramsPerKilowattHour = [900, 100, 900, 900, 100, 900, 900, 900], Commitments = [new Commitment(10, AProblem.Now.AddHours(4), AProblem.Now.AddHours(2))] },
            AProblem.Demand() with { Variants = [AProblem.Variant(devices: 5, hours: 2)], Interruptible = new() { ResumeMinutes = 0, LeastMinutes = 30, ResumeYuan = 2 } });

        var plan = Planner.Solve(problem, Dear);

        var placement = plan.Placements.ShouldHaveSingleItem();
        placement.Stretches!.Select(s => ((s.Start - AProblem.Now).TotalHours, (s.End - AProblem.Now).TotalHours)).ShouldBe([(1, 2), (4, 5)]);
        placement.Terms.Single(t => t.Objective == "resume").MicroYuan.ShouldBe(2_000_000);
        placement.Figures.CarbonGrams.ShouldBe(2 * 100 * Grams);
        plan.Solver.ShouldContain("1 of 1 in stretches");
        PlanChecker.Check(problem, Dear, plan).ShouldBeEmpty();
    }

    [Fact]
    public void the_round_after_keeps_the_stretches_also_without_any_work_of_its_own()
    {
        var problem = AProblem.With(
            AProblem.Pool() with { CarbonGramsPerKilowattHour = [900, 900, 100, 900, 900, 100, 900, 900] },
            AProblem.Demand() with { Variants = [AProblem.Variant(devices: 5, hours: 2)], Interruptible = new() { ResumeMinutes = 0, LeastMinutes = 30 } });
        var before = Planner.Solve(problem, Dear);
        before.Placements[0].Stretches.ShouldNotBeNull();
        var lazy = Dear with { Limits = new() { PricingRounds = 0, PricedStarts = 0, ImprovementStarts = 0, ExactSeconds = 0 } };

        var later = problem with
        {
            Now = AProblem.Now.AddHours(1),
            Pools = [problem.Pools[0] with { CarbonGramsPerKilowattHour = [.. problem.Pools[0].CarbonGramsPerKilowattHour!.Skip(1)] }],
            Previous = PreviousRound.Of(problem, before),
        };
        var after = Planner.Solve(later, lazy);

        after.Placements[0].Stretches.ShouldBe(before.Placements[0].Stretches);
        PlanChecker.Check(later, lazy, after).ShouldBeEmpty();
        Planner.Solve(later with { Demands = [problem.Demands[0] with { Interruptible = null }] }, lazy).Placements[0].Stretches.ShouldBeNull();
    }

    [Fact]
    public void what_is_left_of_it_begins_with_a_resume_and_its_limit_is_longer_by_that()
    {
        var demand = AProblem.Demand() with { Variants = [AProblem.Variant(hours: 4)], Interruptible = new() { ResumeMinutes = 10 }, ShareDone = 0.25 };

        var placement = Planner.Solve(AProblem.With(AProblem.Pool(), demand), new()).Placements.ShouldHaveSingleItem();

        (placement.RunTime!.DurationSeconds, placement.RunTime.TimeLimitSeconds).ShouldBe((3 * 3600 + 600, 4 * 3600 + 600));
    }

    [Fact]
    public void resumes_are_listed_only_where_something_can_be_interrupted()
    {
        string[] Listed(Interruptible? terms) => [.. Planner.Solve(AProblem.With(AProblem.Pool(), AProblem.Demand() with { Interruptible = terms }), new()).Terms.Select(t => t.Objective)];

        Listed(null).ShouldBe([.. Rulebook.Objectives.Select(o => o.Id).Where(id => id is not ("resume" or "spread"))]);
        Listed(new()).ShouldBe([.. Rulebook.Objectives.Select(o => o.Id).Where(id => id != "spread")]);
        Listed(new() { ResumeMinutes = -1 }).ShouldBe(Listed(null));
    }
}
