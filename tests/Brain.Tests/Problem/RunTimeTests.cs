using ComputeNet.Brain.Explanations;
using ComputeNet.Brain.Problem;
using ComputeNet.Brain.Tests.Given;
using ComputeNet.Contracts.Plans;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;

namespace ComputeNet.Brain.Tests.Problem;

/// <summary>Run time follows from the model that is chosen, and says how it is known.</summary>
public sealed class RunTimeTests
{
    private static readonly AcceleratorModelId A100 = new("nvidia-a100");
    private static readonly AcceleratorModelId H100 = new("nvidia-h100");
    private static readonly AcceleratorModelId T4 = new("nvidia-t4");
    private static readonly AcceleratorModelId Unheard = new("nobody-knows");
    private static readonly ModelPeak[] Peaks = [new(A100, 300, AProblem.Stated), new(H100, 900, AProblem.Stated), new(T4, 60, AProblem.Stated)];

    private static readonly Variant TwoHoursOnA100 = AProblem.Variant() with { ExpectedSeconds = 7200, TimeLimitSeconds = 9000, ReferenceModel = A100 };

    private static readonly Variant TenThousandSteps = AProblem.Variant() with
    {
        ExpectedSeconds = null,
        TimeLimitSeconds = 100_000,
        Steps = 10_000,
        Throughput = [new(A100, 2, Basis.Stated), new(H100, 5, Basis.Measured)],
    };

    [Fact]
    public void without_a_word_about_models_every_model_takes_as_long() => On(Unheard, AProblem.Variant(hours: 2)).ShouldBe(new(7200, 7200, Basis.Stated));

    [Fact]
    public void an_unknown_run_time_is_the_limit_and_assumed() => On(A100, AProblem.Variant() with { ExpectedSeconds = null, TimeLimitSeconds = 60 }).ShouldBe(new(60, 60, Basis.Assumed));

    [Fact]
    public void on_its_reference_model_it_takes_what_is_told() => On(A100, TwoHoursOnA100).ShouldBe(new(7200, 9000, Basis.Stated));

    [Fact]
    public void on_a_faster_model_time_and_limit_shrink_by_the_peaks_and_are_assumed() => On(H100, TwoHoursOnA100).ShouldBe(new(2400, 3000, Basis.Assumed));

    [Fact]
    public void on_a_slower_model_they_grow() => On(T4, TwoHoursOnA100).ShouldBe(new(36_000, 45_000, Basis.Assumed));

    [Fact]
    public void on_a_model_without_a_known_peak_they_stay_and_are_assumed() => On(Unheard, TwoHoursOnA100).ShouldBe(new(7200, 9000, Basis.Assumed));

    [Theory]
    [InlineData("nvidia-a100", 5000, Basis.Stated)]
    [InlineData("nvidia-h100", 2000, Basis.Measured)]
    public void a_told_throughput_is_used_with_its_own_basis(string model, long seconds, Basis basis) =>
        On(new(model), TenThousandSteps).ShouldBe(new(seconds, 100_000, basis));

    [Fact]
    public void elsewhere_the_best_founded_throughput_is_scaled() => On(T4, TenThousandSteps).ShouldBe(new(30_000, 100_000, Basis.Assumed));

    [Fact]
    public void a_limit_told_for_a_reference_model_scales_by_the_throughputs_where_both_are_told() =>
        On(H100, TenThousandSteps with { ReferenceModel = A100, TimeLimitSeconds = 6000 }).ShouldBe(new(2000, 2400, Basis.Measured));

    [Fact]
    public void the_dearer_but_faster_pool_wins_when_the_run_is_short_enough_there()
    {
        var problem = AProblem.With([AProblem.Pool("old"), AProblem.Pool("new") with { Model = H100, PriceYuanPerDeviceHour = 25 }], AProblem.Demand() with { Variants = [TwoHoursOnA100] }) with { Models = Peaks };

        var plan = Planner.Solve(problem, new PlanningPolicy());

        var placement = plan.Placements.ShouldHaveSingleItem();
        placement.Site.ShouldBe(new SiteId("new"));
        placement.Figures.PriceYuan.ShouldBe(16.666667m);
        (placement.End - placement.Start).TotalSeconds.ShouldBe(2400);
        placement.RunTime.ShouldBe(new CandidateRunTime(2400, 3000, Basis.Assumed));
        placement.DurationIsAssumed.ShouldBeTrue();
        var rows = Explainer.Explain(problem, new PlanningPolicy(), plan, placement.Workload)!.Candidates;
        rows.Select(c => (c.Model, c.RunTime!.DurationSeconds, c.RunTime.Basis)).ShouldBe([(H100, 2400, Basis.Assumed), (A100, 7200, Basis.Stated)]);
    }

    [Theory]
    [InlineData("here", 5.0, 3600L)]
    [InlineData("here", null, 9000L)]
    [InlineData("there", 5.0, null)]
    public void data_comes_first_and_the_devices_are_held_meanwhile(string site, double? megabytesPerSecond, long? transferSeconds)
    {
        var pool = AProblem.Pool(site) with { Transfers = [new(new("there"), 1, AProblem.Stated) { MegabytesPerSecond = megabytesPerSecond }] };
        var slow = AProblem.Pool("far") with { Transfers = [new(new("there"), 1, AProblem.Stated) { MegabytesPerSecond = 2 }] };
        var @case = new PlanningCase(AProblem.With([pool, slow], AProblem.Demand() with { Placement = new() { Data = [new(new("there"), 18)] } }), new PlanningPolicy());

        new Candidacy(@case, @case.Demands[0], 0, @case.Pools[0]).Variant.Time.ShouldBe(
            new CandidateRunTime(3600 + (transferSeconds ?? 0), 3600 + (transferSeconds ?? 0), Basis.Stated) { TransferSeconds = transferSeconds });
    }

    [Fact]
    public void where_nobody_knows_how_fast_data_moves_no_time_is_counted()
    {
        var demand = AProblem.Demand() with { Placement = new() { Data = [new(new("there"), 18)] } };

        Planner.Solve(AProblem.With(AProblem.Pool(), demand), new PlanningPolicy()).Placements.ShouldHaveSingleItem().RunTime.ShouldBe(new CandidateRunTime(3600, 3600, Basis.Stated));
    }

    private static CandidateRunTime On(AcceleratorModelId model, Variant variant)
    {
        var @case = new PlanningCase(AProblem.With(AProblem.Pool() with { Model = model }, AProblem.Demand() with { Variants = [variant] }) with { Models = Peaks }, new PlanningPolicy());
        return new Candidacy(@case, @case.Demands[0], 0, @case.Pools[0]).Variant.Time;
    }
}
