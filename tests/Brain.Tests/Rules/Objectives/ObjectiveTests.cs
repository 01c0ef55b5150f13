using ComputeNet.Brain.Problem;
using ComputeNet.Brain.Rules;
using ComputeNet.Brain.Tests.Given;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Tests.Rules.Objectives;

/// <summary>What each preference costs for a candidate of one device-hour at ¥10, worked out by hand; and that the absent costs nothing.</summary>
public sealed class ObjectiveTests
{
    private static readonly SiteId There = new("there");

    private static readonly PlanningPolicy Policy = new()
    {
        LatenessYuanPerHour = 8,
        MigrationYuan = 3,
        StabilityYuan = 2,
        FragmentationYuanPerDeviceHour = 5,
        TrustWeight = 1,
    };

    [Fact]
    public void a_plain_candidate_pays_for_none_of_the_wishes_that_nobody_has() =>
        new[] { "egress", "successors", "lateness", "migration", "stability", "trust" }.Sum(id => Cost(id, AProblem.Demand(), AProblem.Pool())).ShouldBe(0);

    [Fact]
    public void prices_that_a_stored_policy_does_not_know_count_nothing() =>
        Cost("fragmentation", AProblem.Demand(), AProblem.Pool(), policy: new PlanningPolicy()).ShouldBe(0);

    [Fact]
    public void data_from_elsewhere_costs_its_gigabytes() =>
        Cost("egress", Reading(200), AProblem.Pool() with { Transfers = [new(There, 0.5, AProblem.Stated)] }).ShouldBe(100_000_000);

    [Fact]
    public void data_at_the_site_moves_for_nothing() => Cost("egress", Reading(200), AProblem.Pool("there")).ShouldBe(0);

    [Fact]
    public void an_unknown_transfer_is_charged_as_the_dearest_known_or_the_assumption() =>
        Cost("egress", Reading(200), AProblem.Pool()).ShouldBe(400_000_000);

    [Theory]
    [InlineData("here", 0)]
    [InlineData("there", 7_000_000)]
    [InlineData("untold", 9_000_000)]
    public void a_place_costs_what_the_stages_after_it_pay_for_it(string site, long microYuan) =>
        Cost("successors", AProblem.Demand() with { CostsAhead = [new(new("here"), -5), new(There, 7_000_000), new(new("far"), 9_000_000)] }, AProblem.Pool(site)).ShouldBe(microYuan);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 4_000_000)]
    [InlineData(3, 20_000_000)]
    public void every_hour_after_the_due_time_costs_and_forbids_nothing(int slot, long microYuan) =>
        Cost("lateness", AProblem.Demand() with { Placement = new() { DueBy = AProblem.Now.AddMinutes(90) } }, AProblem.Pool(), slot).ShouldBe(microYuan);

    [Fact]
    public void lateness_weighs_by_priority() =>
        Cost("lateness", AProblem.Demand() with { Priority = 60, Placement = new() { DueBy = AProblem.Now } }, AProblem.Pool()).ShouldBe(16_000_000);

    [Fact]
    public void a_move_costs_the_act_the_checkpoint_and_the_lost_work() =>
        // ¥3 + 10 GB × ¥0.5 + half an hour of one device at ¥10.
        Cost("migration", Running(), AProblem.Pool() with { Transfers = [new(There, 0.5, AProblem.Stated)] }).ShouldBe(13_000_000);

    [Fact]
    public void staying_costs_nothing() => Cost("migration", Running(), AProblem.Pool("there")).ShouldBe(0);

    [Fact]
    public void another_pool_than_was_forecast_costs_the_stability_price() =>
        (Cost("stability", AProblem.Demand() with { PlannedAt = new("there.gpu") }, AProblem.Pool()), Cost("stability", AProblem.Demand() with { PlannedAt = new("here.gpu") }, AProblem.Pool()))
            .ShouldBe((2_000_000, 0));

    [Theory]
    [InlineData(1, 4_500_000)]
    [InlineData(10, 0)]
    public void a_small_gang_in_a_large_pool_pays_for_what_it_breaks(int devices, long microYuan) =>
        Cost("fragmentation", AProblem.Demand() with { Variants = [AProblem.Variant(devices)] }, AProblem.Pool()).ShouldBe(microYuan);

    [Fact]
    public void a_site_that_keeps_nine_promises_in_ten_offers_a_tenth_dearer() =>
        Cost("trust", AProblem.Demand(), AProblem.Pool() with { Trust = 0.9 }).ShouldBe(1_000_000);

    [Fact]
    public void unknown_trust_is_charged_as_the_lowest_known()
    {
        var problem = AProblem.With([AProblem.Pool(), AProblem.Pool("there") with { Trust = 0.6 }], AProblem.Demand());

        Cost("trust", problem, Policy).ShouldBe(4_000_000);
    }

    [Fact]
    public void a_tenant_weighs_otherwise_within_the_bounds()
    {
        var policy = Policy with { MostTenantFactor = 3, Tenants = [new(new("tenant"), Price: 2, Carbon: 100)] };

        (Cost("price", AProblem.Demand(), AProblem.Pool(), policy: policy), Cost("carbon", AProblem.Demand(), AProblem.Pool(), policy: policy))
            .ShouldBe((20_000_000, 3 * Cost("carbon", AProblem.Demand(), AProblem.Pool())));
    }

    [Fact]
    public void without_bounds_no_tenant_differs() =>
        Cost("price", AProblem.Demand(), AProblem.Pool(), policy: Policy with { Tenants = [new(new("tenant"), Price: 2)] }).ShouldBe(10_000_000);

    [Fact]
    public void ids_are_distinct_kebab_case_words()
    {
        foreach (var objective in Rulebook.Objectives)
            objective.Id.ShouldAllBe(c => char.IsAsciiLetterLower(c) || c == '-');
        Rulebook.Objectives.Select(o => o.Id).ShouldBeUnique();
    }

    private static Demand Reading(double gigabytes) => AProblem.Demand() with { Placement = new() { Data = [new(There, gigabytes)] } };

    private static Demand Running() => AProblem.Demand() with { Runs = new RunsAt(new("there.gpu"), There, 10, 1800) };

    private static long Cost(string id, Demand demand, PoolSupply pool, int slot = 0, PlanningPolicy? policy = null) => Cost(id, AProblem.With(pool, demand), policy ?? Policy, slot);

    private static long Cost(string id, PlanningProblem problem, PlanningPolicy policy, int slot = 0)
    {
        var @case = new PlanningCase(problem, policy);
        return Rulebook.Objectives.Single(o => o.Id == id).OfPlacement(new Candidacy(@case, @case.Demands[0], 0, @case.Pools[0]), slot);
    }
}
