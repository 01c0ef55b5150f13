using ComputeNet.Brain.Explanations.Interruptions;
using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Problem;
using ComputeNet.Brain.Tests.Given;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using CsCheck;

namespace ComputeNet.Brain.Tests.Explanations;

public sealed class InterruptionLaws
{
    private static readonly Interruptible AtWill = new() { ResumeMinutes = 0, LeastMinutes = 0 };

    /// <summary>One pool of four hourly slots to ten, some held by others, its carbon dear enough to matter; one demand of some hours.</summary>
    private static readonly Gen<(PlanningProblem Problem, PlanningPolicy Policy)> Small =
        from carbon in Gen.Double[0, 900].Array[10]
        from hours in Gen.Int[1, 4]
        from held in Gen.Int[0, 6]
        from waiting in Gen.Decimal[0m, 2m]
        from deadline in Gen.Int[4, 12]
        select (
            AProblem.With(
                AProblem.Pool() with { CarbonGramsPerKilowattHour = carbon, Commitments = [new Commitment(held, AProblem.Now.AddHours(3))] },
                AProblem.Demand() with { Variants = [AProblem.Variant(devices: 5, hours: hours)], Placement = new() { Deadline = AProblem.Now.AddHours(deadline) } }) with
            { Slots = 10 },
            new PlanningPolicy { CarbonYuanPerTonne = 5000m, WaitingYuanPerHour = waiting });

    [Fact]
    public void it_costs_what_the_best_choice_of_slots_does() => Small.Sample((problem, policy) =>
    {
        var plan = Planner.Solve(problem, policy);
        var found = InterruptionFinder.Find(problem, policy, plan, problem.Demands[0].Workload, AtWill);
        var present = plan.Placements.Count > 0 ? plan.Placements[0].CostMicroYuan() : plan.LeftOut[0].CostMicroYuan();
        var tried = Tried(problem, policy);
        if (found is null)
            tried.ShouldBeGreaterThanOrEqualTo(present - 3);
        else
            Math.Abs(found.CostMicroYuan - tried).ShouldBeLessThanOrEqualTo(3);
    });

    [Fact]
    public void it_holds_only_slots_with_room_before_the_deadline_and_does_all_the_work() => Gen.Select(AnyProblem.Cases, Gen.Int[0, 40], Gen.Int[0, 90]).Sample(
        (c, resume, least) =>
        {
            var plan = Planner.Solve(c.Problem, c.Policy);
            var @case = new PlanningCase(c.Problem, c.Policy);
            foreach (var demand in @case.Demands)
            {
                if (InterruptionFinder.Find(c.Problem, c.Policy, plan, demand.Demand.Workload, new Interruptible { ResumeMinutes = resume, LeastMinutes = least }) is not { } run)
                    continue;
                var pool = @case.FindPool(run.Pool)!;
                var variant = demand.VariantOn(run.VariantIndex, pool);
                var left = new CapacityLeft(@case, plan.Placements, except: demand.Demand.Workload);
                run.Stretches.Sum(s => (s.End - s.Start).TotalSeconds).ShouldBe(variant.DurationSeconds + (run.Stretches.Count - 1) * resume * 60);
                run.Stretches[^1].End.ShouldBeLessThanOrEqualTo(demand.Demand.Placement.Deadline ?? DateTimeOffset.MaxValue);
                foreach (var stretch in run.Stretches)
                {
                    for (var slot = @case.Clock.FirstSlotFrom(stretch.Start); @case.Clock.StartOf((int)slot) < stretch.End; slot++)
                        left.Of(pool)[(int)slot].ShouldBeGreaterThanOrEqualTo((int)variant.Devices);
                }
            }
        },
        iter: 60);

    [Fact]
    public void a_resume_that_costs_too_much_brings_nothing() => Small.Where((p, policy) => Planner.Solve(p, policy).Placements.Count > 0).Sample((problem, policy) =>
        InterruptionFinder.Find(problem, policy, Planner.Solve(problem, policy), problem.Demands[0].Workload, AtWill with { ResumeYuan = 1_000_000m }).ShouldBeNull());

    [Fact]
    public void a_hole_that_no_whole_run_fits_around_is_bridged()
    {
        var problem = AProblem.With(
            AProblem.Pool(),
            AProblem.Demand() with { Variants = [AProblem.Variant(devices: 10, hours: 4)], Placement = new() { Deadline = AProblem.Now.AddHours(6) } },
            AProblem.Demand("between") with { Priority = 90, Variants = [AProblem.Variant(hours: 1)], Placement = new() { EarliestStart = AProblem.Now.AddHours(2), Deadline = AProblem.Now.AddHours(3) } });
        var plan = Planner.Solve(problem, new PlanningPolicy());
        plan.LeftOut.ShouldHaveSingleItem().Workload.ShouldBe(new WorkloadId("w-1"));

        var run = InterruptionFinder.Find(problem, new PlanningPolicy(), plan, new WorkloadId("w-1"), new Interruptible { ResumeMinutes = 15, LeastMinutes = 30 })!;
        run.Places.ShouldBeTrue();
        run.Stretches.Select(s => ((s.Start - AProblem.Now).TotalHours, (s.End - AProblem.Now).TotalHours)).ShouldBe([(0, 2), (3, 5.25)]);
    }

    /// <summary>The least cost over every set of hours with room, waiting counted for every idle hour before the end.</summary>
    private static long Tried(PlanningProblem problem, PlanningPolicy policy)
    {
        var (pool, demand) = (problem.Pools[0], problem.Demands[0]);
        var hours = (int)(demand.Variants[0].ExpectedSeconds!.Value / 3600);
        var end = Math.Min(problem.Slots, (int)(demand.Placement.Deadline!.Value - problem.Now).TotalHours);
        var best = long.MaxValue;
        for (var set = 1; set < 1 << end; set++)
        {
            var chosen = Enumerable.Range(0, end).Where(h => (set >> h & 1) != 0).ToList();
            if (chosen.Count != hours || chosen.Any(h => h < 3 && pool.Commitments[0].Devices > 5))
                continue;
            var grams = chosen.Sum(h => pool.CarbonGramsPerKilowattHour![h]) * 5 * 0.5 * 1.2;
            var yuan = 10.0 * 5 * hours + grams * 5000 / 1e6 + (chosen[^1] + 1 - hours) * (double)policy.WaitingYuanPerHour;
            best = Math.Min(best, (long)Math.Round(yuan * 1e6));
        }
        return best;
    }
}
