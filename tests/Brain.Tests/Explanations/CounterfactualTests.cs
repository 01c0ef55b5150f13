using ComputeNet.Brain.Explanations.Counterfactuals;
using ComputeNet.Brain.Problem;
using ComputeNet.Brain.Tests.Given;
using ComputeNet.Contracts.Plans;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;

namespace ComputeNet.Brain.Tests.Explanations;

/// <summary>One example of every relaxation; the laws that hold for all of them are in <see cref="CounterfactualLaws"/>.</summary>
public sealed class CounterfactualTests
{
    private static readonly PlanningPolicy Policy = new();

    [Fact]
    public void a_later_deadline_is_found_to_the_second()
    {
        var busy = AProblem.Pool() with { Commitments = [new Commitment(10, AProblem.Now.AddHours(3))] };

        var answer = Least(busy, Wishing(new() { Deadline = AProblem.Now.AddHours(2) }), "later-deadline");

        (answer.Places, answer.Facts["deadline"], answer.Facts["laterSeconds"]).ShouldBe((true, "2026-11-23T12:00:00.0000000+00:00", "7200"));
        answer.Difference.ShouldBeNull();
    }

    [Fact]
    public void the_least_delay_and_the_best_delay_are_both_told()
    {
        var greening = AProblem.Pool() with { CarbonGramsPerKilowattHour = [900, 800, 700, 10, .. Enumerable.Repeat(900.0, 20)] };

        var answers = All(greening, Wishing(new()), new(LeastGainPerMille: 0)).Where(a => a.Relaxation == "later-start").ToList();

        answers.Select(a => a.Facts["laterSeconds"]).ShouldBe(["10800", "3600"]);
        answers[0].Difference!.ShouldSatisfyAllConditions(
            d => d.PriceYuan.ShouldBe(0), d => d.CarbonGrams!.Value.ShouldBe(-534, 0.001), d => d.CostMicroYuan.ShouldBe(-53_400));
    }

    [Fact]
    public void a_gain_of_less_than_a_thousandth_is_not_told()
    {
        var greening = AProblem.Pool() with { CarbonGramsPerKilowattHour = [500, 360, .. Enumerable.Repeat(500.0, 22)] };

        All(greening, Wishing(new())).ShouldBeEmpty();
        All(greening, Wishing(new()), new(LeastGainPerMille: 0)).ShouldHaveSingleItem().Difference!.CostMicroYuan.ShouldBe(-8_400);
    }

    [Fact]
    public void an_earlier_start_can_reach_the_deadline() =>
        Least(AProblem.Pool(), Wishing(new() { EarliestStart = AProblem.Now.AddHours(3), Deadline = AProblem.Now.AddHours(3.5) }), "earlier-start")
            .Facts["earlierSeconds"].ShouldBe("3600");

    [Fact]
    public void one_more_country_region_or_site_is_named()
    {
        Least(AProblem.Pool() with { Country = "FR" }, Wishing(new() { AllowedCountries = ["CN"] }), "allow-country").Facts["country"].ShouldBe("FR");
        Least(AProblem.Pool(), Wishing(new() { AllowedRegions = [new("cn-there")] }), "allow-region").Facts["region"].ShouldBe("cn-here");
        Least(AProblem.Pool(), Wishing(new() { AllowedSites = [new("there")] }), "allow-site").Facts["site"].ShouldBe("here");
        Least(AProblem.Pool(), Wishing(new() { DeniedSites = [new("here")] }), "admit-denied-site").Facts["site"].ShouldBe("here");
    }

    [Fact]
    public void a_higher_latency_is_the_one_of_the_nearest_pool() =>
        Least([AProblem.Pool(), AProblem.Pool("far") with { Latencies = [new(AProblem.Beijing, 30, AProblem.Stated)], PriceYuanPerDeviceHour = 1 }],
            Wishing(new() { ClientPlace = AProblem.Beijing, MaxLatencyMilliseconds = 15 }), "higher-latency").Facts["limitMilliseconds"].ShouldBe("20");

    [Fact]
    public void a_pool_of_unknown_latency_promises_nothing() =>
        All(AProblem.Pool() with { Latencies = [] }, Wishing(new() { ClientPlace = AProblem.Beijing, MaxLatencyMilliseconds = 15 })).ShouldBeEmpty();

    [Fact]
    public void another_model_or_less_memory_is_named_with_what_it_replaces()
    {
        Least(AProblem.Pool(), AProblem.Demand() with { Variants = [AProblem.Variant() with { Model = new("nvidia-h100") }] }, "other-model")
            .Facts.ShouldSatisfyAllConditions(f => f["model"].ShouldBe("nvidia-a100"), f => f["insteadOf"].ShouldBe("nvidia-h100"));
        Least(AProblem.Pool(), AProblem.Demand() with { Variants = [AProblem.Variant() with { DeviceMemoryMebibytes = 100_000 }] }, "smaller-memory")
            .Facts["memoryMebibytes"].ShouldBe("81920");
    }

    [Fact]
    public void lower_guarantees_are_told_as_far_as_a_pool_gives_them()
    {
        var pool = AProblem.Pool() with { Trust = 0.8, Isolation = Isolation.Container, OperatorCountry = "US" };

        Least(pool, Wishing(new() { MinTrust = 0.9 }), "lower-trust").Facts["minTrust"].ShouldBe("0.8");
        Least(pool, Wishing(new() { MinIsolation = Isolation.Machine }), "weaker-isolation").Facts["minIsolation"].ShouldBe("Container");
        Least(pool, Wishing(new() { AllowedOperatorCountries = ["CN"] }), "allow-operator-country").Facts["country"].ShouldBe("US");
        Least(pool, Wishing(new() { Data = [new(new("there"), 7, DataBound.Site), new(new("here"), 9, DataBound.Site)] }), "data-may-travel")
            .Facts.ShouldSatisfyAllConditions(f => f["dataSites"].ShouldBe("there"), f => f["gigabytes"].ShouldBe("7"));
        All(AProblem.Pool(), Wishing(new() { MinTrust = 0.9 })).ShouldBeEmpty();
    }

    [Fact]
    public void a_variant_for_another_architecture_counts_only_when_the_asker_names_it()
    {
        var (npu, cuda) = (AProblem.Pool("npu") with { Architecture = Architecture.Ascend }, AProblem.Demand());

        All(npu, cuda).ShouldBeEmpty();
        All(npu, cuda, new(Further: [AProblem.Variant() with { Architecture = Architecture.Ascend }])).ShouldHaveSingleItem().Facts["architecture"].ShouldBe("ascend");
    }

    [Fact]
    public void a_smaller_gang_works_longer_and_the_least_loss_of_members_is_found()
    {
        var answer = Least(AProblem.Pool(), AProblem.Demand() with { GangMembers = 12 }, "fewer-devices");

        answer.Facts.ShouldSatisfyAllConditions(f => f["gangMembers"].ShouldBe("10"), f => f["insteadOfDevices"].ShouldBe("12"), f => f["durationSecondsAssumed"].ShouldBe("4320"));
        (answer.End - answer.Start).ShouldBe(TimeSpan.FromSeconds(4320));
    }

    [Fact]
    public void the_least_higher_priority_that_displaces_others_is_found_by_solving_again()
    {
        var pool = AProblem.Pool() with { Devices = 1 };
        PlanningProblem problem = AProblem.With(pool, AProblem.Demand("w-0") with { Priority = 65 }, AProblem.Demand("w-1") with { Priority = 30 }) with { Slots = 1 };

        var answer = CounterfactualFinder.Find(problem, Policy, Planner.Solve(problem, Policy), new WorkloadId("w-1"))!.ShouldHaveSingleItem().Answer;

        (answer.Relaxation, answer.Places, answer.Facts["priority"], answer.OthersMoved).ShouldBe(("higher-priority", true, "70", 1));
    }

    [Fact]
    public void two_refusals_at_once_have_no_single_relaxation() =>
        All(AProblem.Pool() with { Country = "FR" }, Wishing(new() { AllowedCountries = ["CN"], DeniedSites = [new("here")] })).ShouldBeEmpty();

    [Fact]
    public void a_workload_that_the_problem_does_not_have_has_no_answer() =>
        CounterfactualFinder.Find(AProblem.With(AProblem.Pool()), Policy, Planner.Solve(AProblem.With(AProblem.Pool()), Policy), new WorkloadId("w-none")).ShouldBeNull();

    private static Demand Wishing(PlacementWishes wishes) => AProblem.Demand() with { Placement = wishes };

    private static Counterfactual Least(PoolSupply pool, Demand demand, string relaxation) => Least([pool], demand, relaxation);

    private static Counterfactual Least(IReadOnlyList<PoolSupply> pools, Demand demand, string relaxation) =>
        CounterfactualFinder.Find(AProblem.With(pools, demand), Policy, Planner.Solve(AProblem.With(pools, demand), Policy), demand)
            .Select(f => f.Answer).Where(a => a.Relaxation == relaxation).OrderBy(a => a.Terms.Sum(t => t.MicroYuan)).Last();

    private static List<Counterfactual> All(PoolSupply pool, Demand demand, CounterfactualSearch? search = null) =>
        [.. CounterfactualFinder.Find(AProblem.With(pool, demand), Policy, Planner.Solve(AProblem.With(pool, demand), Policy), demand, search).Select(f => f.Answer)];
}
