using ComputeNet.Brain.Problem;
using ComputeNet.Brain.Rules;
using ComputeNet.Brain.Tests.Given;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;

namespace ComputeNet.Brain.Tests.Rules.Filters;

/// <summary>One example of each "no", with the numbers that it tells; and that the harmless case passes them all.</summary>
public sealed class FilterTests
{
    [Fact]
    public void a_plain_demand_passes_every_filter() => RefusalOf(AProblem.Demand(), AProblem.Pool()).ShouldBeNull();

    [Fact]
    public void every_filter_has_its_own_kebab_case_id() =>
        Rulebook.Filters.Select(f => f.Id).ShouldAllBe(id => id.All(c => char.IsAsciiLetterLower(c) || c == '-'));

    [Fact]
    public void ids_of_filters_are_distinct() => Rulebook.Filters.Select(f => f.Id).ShouldBeUnique();

    [Fact]
    public void a_cuda_program_does_not_run_on_ascend() => Refused(
        AProblem.Demand(), AProblem.Pool() with { Architecture = Architecture.Ascend },
        "architecture-differs", ("needArchitecture", "cuda"), ("poolArchitecture", "ascend"));

    [Fact]
    public void a_named_model_is_not_replaced_by_another() => Refused(
        Needing(v => v with { Model = new AcceleratorModelId("nvidia-h100") }), AProblem.Pool(),
        "model-differs", ("needModel", "nvidia-h100"), ("poolModel", "nvidia-a100"));

    [Fact]
    public void memory_is_per_device() => Refused(
        Needing(v => v with { DeviceMemoryMebibytes = 90_000, DevicesPerMember = 2 }), AProblem.Pool(),
        "device-memory-too-small", ("needMebibytes", "90000"), ("poolMebibytes", "81920"));

    [Fact]
    public void unknown_memory_is_not_enough_memory() => Refused(
        Needing(v => v with { DeviceMemoryMebibytes = 1 }), AProblem.Pool() with { DeviceMemoryMebibytes = null },
        "device-memory-unknown", ("needMebibytes", "1"));

    [Fact]
    public void a_gang_larger_than_the_pool_never_fits() => Refused(
        Needing(v => v with { DevicesPerMember = 4 }) with { GangMembers = 3 }, AProblem.Pool(),
        "gang-larger-than-pool", ("needDevices", "12"), ("gangMembers", "3"), ("poolDevices", "10"));

    [Fact]
    public void a_run_that_takes_longer_on_this_model_than_its_limit_is_refused() => Refused(
        Needing(v => v with { Steps = 7201, Throughput = [new(new("nvidia-a100"), 1, Basis.Measured)], TimeLimitSeconds = 7200 }), AProblem.Pool(),
        "time-limit-too-short", ("poolModel", "nvidia-a100"), ("durationSeconds", "7201"), ("durationBasis", "Measured"), ("limitSeconds", "7200"));

    [Fact]
    public void residency_keeps_work_in_the_country() => Refused(
        Wishing(new() { AllowedCountries = ["FR", "DE"] }), AProblem.Pool(),
        "country-not-allowed", ("country", "CN"), ("allowedCountries", "FR DE"));

    [Fact]
    public void country_codes_compare_without_case() =>
        RefusalOf(Wishing(new() { AllowedCountries = ["cn"] }), AProblem.Pool()).ShouldBeNull();

    [Fact]
    public void work_stays_in_allowed_regions() => Refused(
        Wishing(new() { AllowedRegions = [new("cn-there")] }), AProblem.Pool(),
        "region-not-allowed", ("region", "cn-here"), ("allowedRegions", "cn-there"));

    [Fact]
    public void only_listed_sites_are_used() => Refused(
        Wishing(new() { AllowedSites = [new("there")] }), AProblem.Pool(), "site-not-allowed", ("site", "here"), ("allowedSites", "there"));

    [Fact]
    public void a_denied_site_is_not_used() => Refused(
        Wishing(new() { DeniedSites = [new("here")] }), AProblem.Pool(), "site-denied", ("site", "here"));

    [Fact]
    public void latency_over_the_limit_excludes_the_pool() => Refused(
        Wishing(new() { ClientPlace = AProblem.Beijing, MaxLatencyMilliseconds = 19.5 }), AProblem.Pool(),
        "latency-over-limit", ("clientPlace", "beijing"), ("latencyMilliseconds", "20"), ("limitMilliseconds", "19.5"));

    [Fact]
    public void latency_at_the_limit_is_within_it() =>
        RefusalOf(Wishing(new() { ClientPlace = AProblem.Beijing, MaxLatencyMilliseconds = 20 }), AProblem.Pool()).ShouldBeNull();

    [Fact]
    public void an_unknown_latency_does_not_pass_a_limit() => Refused(
        Wishing(new() { ClientPlace = new PlaceId("paris"), MaxLatencyMilliseconds = 1000 }), AProblem.Pool(),
        "latency-unknown", ("clientPlace", "paris"), ("limitMilliseconds", "1000"));

    [Fact]
    public void a_limit_without_a_client_place_limits_nothing() =>
        RefusalOf(Wishing(new() { MaxLatencyMilliseconds = 1 }), AProblem.Pool()).ShouldBeNull();

    [Fact]
    public void a_site_that_takes_no_work_says_why_in_its_own_words() => Refused(
        AProblem.Demand(), AProblem.Pool() with { TakesNoWork = Refusal.Because("site-drained", ("site", "here")) }, "site-drained", ("site", "here"));

    [Fact]
    public void a_pool_in_which_the_last_attempt_was_lost_is_avoided() => Refused(
        AProblem.Demand() with { Avoids = [new AvoidedPool(new PoolId("here.gpu"), Refusal.Because("job-lost"))] }, AProblem.Pool(),
        "failed-here-recently", ("pool", "here.gpu"), ("reason", "job-lost"));

    [Fact]
    public void an_earliest_start_past_the_horizon_waits_for_a_later_round() => Refused(
        Wishing(new() { EarliestStart = AProblem.Now.AddHours(24) }), AProblem.Pool(),
        "earliest-start-beyond-horizon", ("earliestStart", "2026-11-24T08:00:00.0000000+00:00"), ("horizonEnd", "2026-11-24T08:00:00.0000000+00:00"));

    [Fact]
    public void a_deadline_before_the_earliest_end_is_unreachable() => Refused(
        Wishing(new() { EarliestStart = AProblem.Now.AddMinutes(1), Deadline = AProblem.Now.AddMinutes(119) }), AProblem.Pool(),
        "deadline-unreachable", ("earliestEnd", "2026-11-23T10:00:00.0000000+00:00"), ("durationSeconds", "3600"));

    [Fact]
    public void a_pool_without_a_price_cannot_be_ranked() => Refused(
        AProblem.Demand(), AProblem.Pool() with { PriceYuanPerDeviceHour = null }, "price-unknown", ("pool", "here.gpu"));

    [Fact]
    public void a_negative_price_is_not_a_price() =>
        RefusalOf(AProblem.Demand(), AProblem.Pool() with { PriceYuanPerDeviceHour = -1 })!.Code.ShouldBe("price-unknown");

    [Fact]
    public void a_cost_that_no_sum_can_hold_is_refused() =>
        RefusalOf(Needing(v => v with { ExpectedSeconds = null, TimeLimitSeconds = 300_000_000 }), AProblem.Pool() with { PriceYuanPerDeviceHour = 900_000_000m })!.Code.ShouldBe("cost-out-of-range");

    [Theory]
    [InlineData(0, 1, 3600)]
    [InlineData(1, -1, 3600)]
    [InlineData(1, 1, 0)]
    [InlineData(1, 1, long.MaxValue)]
    public void damaged_sizes_are_refused(int members, int devices, long seconds) => RefusalOf(
        Needing(v => v with { DevicesPerMember = devices, ExpectedSeconds = null, TimeLimitSeconds = seconds }) with { GangMembers = members }, AProblem.Pool())!.Code.ShouldBe("demand-malformed");

    private static Demand Wishing(PlacementWishes wishes) => AProblem.Demand() with { Placement = wishes };

    private static Demand Needing(Func<Variant, Variant> change) => AProblem.Demand() with { Variants = [change(AProblem.Variant())] };

    private static void Refused(Demand demand, PoolSupply pool, string code, params (string Name, string Value)[] facts)
    {
        var refusal = RefusalOf(demand, pool).ShouldNotBeNull();
        refusal.Code.ShouldBe(code);
        foreach (var (name, value) in facts)
            refusal.Facts[name].ShouldBe(value);
    }

    private static Refusal? RefusalOf(Demand demand, PoolSupply pool)
    {
        var @case = new PlanningCase(AProblem.With(pool, demand), new PlanningPolicy());
        var candidate = new Candidacy(@case, @case.Demands[0], 0, @case.Pools[0]);
        return Rulebook.FirstRefusing(candidate)?.Because(candidate);
    }
}
