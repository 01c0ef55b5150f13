using ComputeNet.Brain.Problem;
using ComputeNet.Brain.Rules;
using ComputeNet.Brain.Tests.Given;
using ComputeNet.Contracts.Sites;
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
    public void a_member_never_splits_over_machines() => Refused(
        Needing(v => v with { DevicesPerMember = 4, MilliCoresPerMember = 9000 }), AProblem.Pool() with { Nodes = [.. Enumerable.Range(0, 5).Select(n => new SiteNode($"n{n}", 2, 8000, 65536))] },
        "member-larger-than-node", ("devicesPerMember", "4"), ("mostDevices", "2"), ("milliCoresPerMember", "9000"), ("mostMilliCores", "8000"),
        ("memoryMebibytes", "0"), ("mostMebibytes", "65536"), ("oneIsland", "false"));

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
    public void nothing_new_is_placed_on_what_was_sensed_too_long_ago() => Refused(
        AProblem.Demand(), AProblem.Pool() with { ForeignAsOf = AProblem.Now.AddMinutes(-31), ForeignLapsesAt = AProblem.Now }, "sensing-too-old",
        ("pool", "here.gpu"), ("sensedAt", "2026-11-23T07:29:00.0000000+00:00"), ("lapsedAt", "2026-11-23T08:00:00.0000000+00:00"));

    [Fact]
    public void what_was_sensed_lately_enough_is_placed_by() =>
        RefusalOf(AProblem.Demand(), AProblem.Pool() with { ForeignLapsesAt = AProblem.Now.AddSeconds(1) }).ShouldBeNull();

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

    [Fact]
    public void a_floor_of_trust_needs_a_site_that_has_earned_some() => Refused(
        Wishing(new() { MinTrust = 0.9 }), AProblem.Pool(), "trust-unknown", ("site", "here"), ("minTrust", "0.9"));

    [Fact]
    public void a_site_below_the_floor_of_trust_is_refused() => Refused(
        Wishing(new() { MinTrust = 0.9 }), AProblem.Pool() with { Trust = 0.89 }, "trust-below-floor", ("trust", "0.89"), ("minTrust", "0.9"));

    [Fact]
    public void what_is_only_assumed_of_a_site_meets_no_floor_of_trust() => Refused(
        Wishing(new() { MinTrust = 0.5 }), AProblem.Pool() with { Trust = 0.9, TrustProvenance = Provenance.Assumed("new") }, "trust-unknown", ("site", "here"));

    [Fact]
    public void trust_at_the_floor_is_enough() => RefusalOf(Wishing(new() { MinTrust = 0.9 }), AProblem.Pool() with { Trust = 0.9 }).ShouldBeNull();

    [Theory]
    [InlineData(null, "unknown")]
    [InlineData(Isolation.Process, "Process")]
    public void weaker_or_untold_isolation_is_refused(Isolation? offered, string told) => Refused(
        Wishing(new() { MinIsolation = Isolation.Container }), AProblem.Pool() with { Isolation = offered },
        "isolation-too-weak", ("poolIsolation", told), ("minIsolation", "Container"));

    [Fact]
    public void stronger_isolation_than_asked_is_fine() =>
        RefusalOf(Wishing(new() { MinIsolation = Isolation.Container }), AProblem.Pool() with { Isolation = Isolation.Machine }).ShouldBeNull();

    [Theory]
    [InlineData("US", "US")]
    [InlineData(null, "unknown")]
    public void the_operators_law_counts_wherever_the_site_stands(string? operatorCountry, string told) => Refused(
        Wishing(new() { AllowedOperatorCountries = ["CN", "SG"] }), AProblem.Pool() with { OperatorCountry = operatorCountry },
        "operator-country-not-allowed", ("operatorCountry", told), ("allowedOperatorCountries", "CN SG"));

    [Theory]
    [InlineData(DataBound.Anywhere, true)]
    [InlineData(DataBound.Country, true)]
    [InlineData(DataBound.Region, false)]
    [InlineData(DataBound.Site, false)]
    public void data_leaves_its_site_only_as_far_as_it_may(DataBound bound, bool allowed)
    {
        var problem = AProblem.With(AProblem.Pool(), Wishing(new() { Data = [new(new("there"), 10, bound)] })) with { DataSites = [new(new("there"), new("cn-there"), "CN")] };

        RefusalOf(problem)?.Code.ShouldBe("data-would-leave");
        (RefusalOf(problem) is null).ShouldBe(allowed);
    }

    [Fact]
    public void bound_data_of_a_place_that_nobody_knows_stays_there() => Refused(
        Wishing(new() { Data = [new(new("there"), 10, DataBound.Country)] }), AProblem.Pool(),
        "data-would-leave", ("dataSite", "there"), ("staysIn", "Country"), ("dataGigabytes", "10"), ("site", "here"));

    [Fact]
    public void bound_data_may_be_used_where_it_lies() =>
        RefusalOf(Wishing(new() { Data = [new(new("here"), 10, DataBound.Site)] }), AProblem.Pool()).ShouldBeNull();

    [Fact]
    public void a_gang_larger_than_the_quota_never_starts() => RefusedIn(
        AProblem.With(AProblem.Pool(), Needing(v => v with { DevicesPerMember = 5 })) with { Tenants = [new(new("tenant"), DevicesAtOnce: 4)] },
        "gang-over-quota", ("tenant", "tenant"), ("needDevices", "5"), ("quotaDevices", "4"));

    [Fact]
    public void cores_do_not_count_against_the_quota() => RefusalOf(
        AProblem.With(AProblem.Pool() with { Architecture = Architecture.Cpu }, Needing(v => v with { Architecture = Architecture.Cpu, DevicesPerMember = 5 }))
            with
        { Tenants = [new(new("tenant"), DevicesAtOnce: 4)] }).ShouldBeNull();

    [Fact]
    public void a_run_dearer_than_what_is_left_does_not_start() => RefusedIn(
        AProblem.With(AProblem.Pool(), AProblem.Demand()) with { Tenants = [new(new("tenant"), BudgetYuan: 9.99m)] },
        "over-budget", ("tenant", "tenant"), ("needYuan", "10"), ("leftYuan", "9.99"));

    [Fact]
    public void the_limits_of_another_tenant_do_not_count() => RefusalOf(
        AProblem.With(AProblem.Pool(), AProblem.Demand()) with { Tenants = [new(new("other"), 0, 0)] }).ShouldBeNull();

    [Fact]
    public void a_companion_of_a_standing_workload_goes_where_that_one_is() => RefusedIn(
        AProblem.With(AProblem.Pool(), Wishing(new() { Together = [new("w-0")] })) with { Standing = [new(new("w-0"), new("there"))] },
        "companion-elsewhere", ("other", "w-0"), ("otherSite", "there"), ("site", "here"));

    [Fact]
    public void who_stands_already_may_have_named_the_newcomer() => RefusedIn(
        AProblem.With(AProblem.Pool(), AProblem.Demand()) with { Standing = [new(new("w-0"), new("here")) { Apart = [new("w-1")] }] },
        "must-stand-apart", ("other", "w-0"), ("otherSite", "here"), ("site", "here"));

    [Fact]
    public void a_run_that_fits_between_no_maintenance_windows_is_refused() => Refused(
        Needing(v => v with { ExpectedSeconds = 7200, TimeLimitSeconds = 7200 }),
        AProblem.Pool() with { Closures = [new(AProblem.Now.AddHours(1), AProblem.Now.AddHours(2), "cooling"), new(AProblem.Now.AddHours(3), AProblem.Now.AddDays(3), "move")] },
        "maintenance-in-the-way", ("pool", "here.gpu"), ("closedFromAt", "2026-11-23T09:00:00.0000000+00:00"), ("closedUntil", "2026-11-23T10:00:00.0000000+00:00"), ("why", "cooling"), ("durationSeconds", "7200"));

    [Fact]
    public void a_run_may_end_as_a_maintenance_window_begins() => RefusalOf(
        AProblem.Demand(), AProblem.Pool() with { Closures = [new(AProblem.Now.AddHours(1), AProblem.Now.AddDays(3), "move")] }).ShouldBeNull();

    private static Demand Wishing(PlacementWishes wishes) => AProblem.Demand() with { Placement = wishes };

    private static Demand Needing(Func<Variant, Variant> change) => AProblem.Demand() with { Variants = [change(AProblem.Variant())] };

    private static void Refused(Demand demand, PoolSupply pool, string code, params (string Name, string Value)[] facts) => RefusedIn(AProblem.With(pool, demand), code, facts);

    private static void RefusedIn(PlanningProblem problem, string code, params (string Name, string Value)[] facts)
    {
        var refusal = RefusalOf(problem).ShouldNotBeNull();
        refusal.Code.ShouldBe(code);
        foreach (var (name, value) in facts)
            refusal.Facts[name].ShouldBe(value);
    }

    private static Refusal? RefusalOf(Demand demand, PoolSupply pool) => RefusalOf(AProblem.With(pool, demand));

    private static Refusal? RefusalOf(PlanningProblem problem)
    {
        var @case = new PlanningCase(problem, new PlanningPolicy());
        var candidate = new Candidacy(@case, @case.Demands[0], 0, @case.Pools[0]);
        return Rulebook.FirstRefusing(candidate)?.Because(candidate);
    }
}
