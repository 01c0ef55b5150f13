using ComputeNet.Brain.Explanations;
using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Problem;
using ComputeNet.Brain.Tests.Given;
using ComputeNet.Checker;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Tests;

/// <summary>What others use of a pool, and what its devices take, from hour to hour.</summary>
public sealed class InputsByTheHour
{
    private static readonly PlanningPolicy Policy = new() { WaitingYuanPerHour = 0.01m };

    [Fact]
    public void a_gang_waits_for_the_hours_in_which_others_leave_room_and_says_so()
    {
        var pool = AProblem.Pool() with { ForeignDevicesByHour = [8, 8, 8, 2] };
        var problem = AProblem.With(pool, AProblem.Demand() with { Variants = [AProblem.Variant(devices: 4)] });

        var placed = Solve(problem).Placements.ShouldHaveSingleItem();
        placed.StartSlot.ShouldBe(3);
        placed.WhyLater!.Code.ShouldBe(ShortOf.WaitingForCapacity);
        placed.WhyLater.Facts["freeDevices"].ShouldBe("2");
    }

    [Fact]
    public void a_run_needs_room_in_every_hour_that_it_touches()
    {
        var pool = AProblem.Pool() with { ForeignDevicesByHour = [0, 9, 0, 0, 0, 9] };
        var problem = AProblem.With(pool, AProblem.Demand() with { Variants = [AProblem.Variant(devices: 4, hours: 2)] });

        Solve(problem).Placements.ShouldHaveSingleItem().StartSlot.ShouldBe(2);
    }

    [Fact]
    public void a_slot_has_the_load_of_the_fullest_hour_that_it_touches()
    {
        var problem = AProblem.With(AProblem.Pool() with { ForeignDevicesByHour = [1, 7, 2] }, []) with { SlotMinutes = 120, Slots = 2 };
        var (@case, free) = (new PlanningCase(problem, Policy), new int[2]);

        @case.Pools[0].WriteFree(@case.Clock, free);
        // The list is over after its third hour and begins anew: 2, then 1.
        free.ShouldBe([3, 8]);
    }

    [Fact]
    public void power_by_the_hour_counts_in_energy_and_carbon_and_draws_work_to_the_thrifty_hours()
    {
        var pool = AProblem.Pool() with { PriceYuanPerDeviceHour = 0, PowerFactorByHour = [1, 1, 0.5, 1], CarbonGramsPerKilowattHour = [500] };
        var problem = AProblem.With(pool, AProblem.Demand());

        var placed = Solve(problem with { Pools = [pool] }, Policy with { CarbonYuanPerTonne = 100_000 }).Placements.ShouldHaveSingleItem();
        placed.StartSlot.ShouldBe(2);
        // 500 W × PUE 1.2 × one hour at half the power.
        (placed.Figures.EnergyKilowattHours, placed.Figures.CarbonGrams).ShouldBe((0.3, 150));
        Solve(problem, Policy with { CarbonYuanPerTonne = 0 }).Placements[0].Figures.EnergyKilowattHours.ShouldBe(0.6);
    }

    [Fact]
    public void a_power_factor_that_is_only_assumed_makes_the_carbon_figure_assumed()
    {
        var pool = AProblem.Pool() with { PowerFactorByHour = [0.5], PowerFactorProvenance = Provenance.Assumed("night") };

        Solve(AProblem.With(pool, AProblem.Demand())).Placements[0].Figures.CarbonProvenance.ShouldBe(Provenance.Assumed("night"));
    }

    [Fact]
    public void a_cautious_network_trusts_a_clean_hour_far_ahead_only_as_far_as_its_forecast_does()
    {
        // In three hours the grid is foretold to be a tenth cleaner than now, give or take a third.
        var pool = AProblem.Pool() with
        {
            PriceYuanPerDeviceHour = 0,
            CarbonGramsPerKilowattHour = [500, 500, 500, 450],
            CarbonErrorByHour = [0, 0.1, 0.2, 0.3],
            CarbonAsOf = AProblem.Now.AddMinutes(-30),
        };
        var (problem, dear) = (AProblem.With(pool, AProblem.Demand()) with { Slots = 4 }, Policy with { CarbonYuanPerTonne = 10_000 });

        Solve(problem, dear).Placements[0].ShouldSatisfyAllConditions(
            p => p.StartSlot.ShouldBe(3),
            p => p.Figures.CarbonGrams.ShouldBe(270),
            p => p.Figures.CarbonErrorGrams!.Value.ShouldBe(81, 1e-9),
            p => p.Figures.CarbonAsOf.ShouldBe(pool.CarbonAsOf));
        Solve(problem, dear with { CarbonCaution = 1 }).Placements[0].ShouldSatisfyAllConditions(p => p.StartSlot.ShouldBe(0), p => p.Figures.CarbonErrorGrams.ShouldBe(0));
    }

    [Fact]
    public void figures_that_are_no_numbers_count_as_not_told()
    {
        var problem = AProblem.With(AProblem.Pool() with { PowerFactorByHour = [double.NaN], ForeignDevicesByHour = [-5] }, AProblem.Demand());

        Solve(problem).Placements.ShouldHaveSingleItem().Figures.EnergyKilowattHours.ShouldBe(0.6);
    }

    private static Plan Solve(PlanningProblem problem, PlanningPolicy? policy = null)
    {
        var plan = Planner.Solve(problem, policy ?? Policy);
        PlanAudit.Of(ProblemJson.Serialize(problem), PolicyJson.Serialize(policy ?? Policy), PlanJson.Serialize(plan)).Findings.ShouldBeEmpty();
        return plan;
    }
}
