using System.Text.Json;
using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Problem;
using ComputeNet.Brain.Tests.Given;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using CsCheck;

namespace ComputeNet.Brain.Tests.Problem;

/// <summary>What is stored today must read the same a year later.</summary>
public sealed class StoredDocuments
{
    [Fact]
    public void a_problem_round_trips_to_the_byte() => AnyProblem.Small.Sample(
        problem =>
        {
            var json = ProblemJson.Serialize(problem);
            var again = ProblemJson.Deserialize(json);
            ProblemJson.Serialize(again).ShouldBe(json);
            ProblemJson.Digest(again).ShouldBe(ProblemJson.Digest(problem));
        },
        iter: 200);

    [Fact]
    public void a_policy_round_trips_to_the_byte() => AnyProblem.Policies.Sample(
        policy => PolicyJson.Serialize(PolicyJson.Deserialize(PolicyJson.Serialize(policy))).ShouldBe(PolicyJson.Serialize(policy)), iter: 50);

    [Fact]
    public void a_plan_round_trips_to_the_byte() => AnyProblem.Cases.Sample(
        c =>
        {
            var json = PlanJson.Serialize(Planner.Solve(c.Problem, c.Policy));
            PlanJson.Serialize(PlanJson.Deserialize(json)).ShouldBe(json);
        },
        iter: 50);

    [Fact]
    public void the_json_of_a_small_problem_is_what_it_always_was()
    {
        var problem = AProblem.With(
            AProblem.Pool() with { CarbonGramsPerKilowattHour = [500, 480.5], Commitments = [new Commitment(3, AProblem.Now.AddHours(1))], DeviceMemoryMebibytes = null },
            AProblem.Demand() with
            {
                Placement = new PlacementWishes { ClientPlace = AProblem.Beijing, AllowedCountries = ["CN"] },
                Avoids = [new AvoidedPool(new PoolId("there.gpu"), Refusal.Because("job-lost", ("job", "w-1.1")))],
            });

        // Stored plans depend on these names: a change needs a new schema number and a reader of the old one.
        ProblemJson.Serialize(problem).ShouldBe(
            """
            {"schema":1,"now":"2026-11-23T08:00:00+00:00","slotMinutes":60,"slots":24,"pools":[{"pool":"here.gpu","site":"here","region":"cn-here","country":"CN","architecture":"cuda","model":"nvidia-a100","devices":10,"commitments":[{"devices":3,"until":"2026-11-23T09:00:00+00:00"}],"priceYuanPerDeviceHour":10,"priceProvenance":{"basis":"stated","source":"test","asOf":"2026-11-01"},"wattsPerDevice":500,"wattsProvenance":{"basis":"stated","source":"test","asOf":"2026-11-01"},"pue":1.2,"pueProvenance":{"basis":"stated","source":"test","asOf":"2026-11-01"},"carbonGramsPerKilowattHour":[500,480.5],"carbonProvenance":{"basis":"stated","source":"test","asOf":"2026-11-01"},"latencies":[{"place":"beijing","milliseconds":20,"provenance":{"basis":"stated","source":"test","asOf":"2026-11-01"}}]}],"demands":[{"workload":"w-1","tenant":"tenant","priority":50,"submittedAt":"2026-11-23T07:55:00+00:00","gangMembers":1,"variants":[{"architecture":"cuda","devicesPerMember":1,"expectedSeconds":3600,"timeLimitSeconds":3600,"command":[],"environment":{}}],"placement":{"allowedCountries":["CN"],"allowedRegions":[],"allowedSites":[],"deniedSites":[],"clientPlace":"beijing"},"avoids":[{"pool":"there.gpu","why":{"code":"job-lost","facts":{"job":"w-1.1"}}}]}]}
            """);
    }

    [Fact]
    public void throughput_per_model_has_its_names()
    {
        var variant = AProblem.Variant() with { ReferenceModel = new("nvidia-a100"), Steps = 1000, Throughput = [new(new("nvidia-a100"), 2.5, Basis.Measured)] };
        var problem = AProblem.With([], AProblem.Demand() with { Variants = [variant] }) with { Models = [new ModelPeak(new("nvidia-a100"), 312, AProblem.Stated)] };

        var json = ProblemJson.Serialize(problem);
        json.ShouldContain("""timeLimitSeconds":3600,"referenceModel":"nvidia-a100","steps":1000,"throughput":[{"model":"nvidia-a100","stepsPerSecond":2.5,"basis":"measured"}],"command""");
        json.ShouldEndWith("""],"models":[{"model":"nvidia-a100","teraflops":312,"provenance":{"basis":"stated","source":"test","asOf":"2026-11-01"}}]}""");
    }

    [Fact]
    public void the_round_before_has_its_names()
    {
        var problem = AProblem.With([], []) with
        {
            Previous = new PreviousRound
            {
                Now = AProblem.Now,
                SlotMinutes = 60,
                Placements = [new(new("w-1"), new("here.gpu"), 0, AProblem.Now)],
                Prices = [new(new("here.gpu"), [5, 0, 7])],
            },
        };

        ProblemJson.Serialize(problem).ShouldEndWith("""],"previous":{"now":"2026-11-23T08:00:00+00:00","slotMinutes":60,"placements":[{"workload":"w-1","pool":"here.gpu","variantIndex":0,"start":"2026-11-23T08:00:00+00:00"}],"prices":[{"pool":"here.gpu","microYuanPerDeviceSlot":[5,0,7]}]}}""");
        PolicyJson.Serialize(new PlanningPolicy { MostMoves = 3 }).ShouldContain("""mostMoves":3""");
    }

    [Fact]
    public void what_an_objective_needs_has_its_names()
    {
        var demand = AProblem.Demand() with
        {
            Placement = new() { DueBy = AProblem.Now.AddHours(2), Data = [new(new("there"), 12.5, DataBound.Country)] },
            Runs = new RunsAt(new("there.gpu"), new("there"), 10, 1800),
            PlannedAt = new("here.gpu"),
        };

        var json = ProblemJson.Serialize(AProblem.With(AProblem.Pool() with { Trust = 0.95, Transfers = [new(new("there"), 0.5, Provenance.Unknown)] }, demand));
        json.ShouldContain("""transfers":[{"from":"there","yuanPerGigabyte":0.5,"provenance":{"basis":"unknown","source":""}}],"trust":0.95}]""");
        json.ShouldContain("""dueBy":"2026-11-23T10:00:00+00:00""");
        json.ShouldContain("""data":[{"at":"there","gigabytes":12.5,"staysIn":"country"}]""");
        json.ShouldContain("""runs":{"pool":"there.gpu","site":"there","checkpointGigabytes":10,"secondsSinceCheckpoint":1800},"plannedAt":"here.gpu""");
    }

    [Fact]
    public void what_runs_and_moves_has_its_names()
    {
        var running = AProblem.Demand("r-1") with
        {
            Variants = [AProblem.Variant(hours: 10)],
            Runs = new RunsAt(new("here.gpu"), new("here"), 2, 0) { VariantIndex = 0 },
            Interruptible = new(),
            ShareDone = 0.5,
        };
        var problem = AProblem.With([AProblem.Pool(), AProblem.Pool("there") with { PriceYuanPerDeviceHour = 1m }], []) with { Running = [running] };
        var policy = new PlanningPolicy { MostMigrations = 3, MigrationYuan = 0 };

        ProblemJson.Serialize(problem).ShouldContain("""demands":[],"running":[{"workload":"r-1""");
        ProblemJson.Serialize(problem).ShouldContain("""runs":{"pool":"here.gpu","site":"here","checkpointGigabytes":2,"secondsSinceCheckpoint":0,"variantIndex":0}""");
        PolicyJson.Serialize(policy).ShouldContain("""mostMigrations":3""");
        PlanJson.Serialize(Planner.Solve(problem, policy)).ShouldContain("""prices":[],"moves":[{"from":"here.gpu","to":{"workload":"r-1","site":"there","pool":"there.gpu""");
    }

    [Fact]
    public void what_a_workflow_needs_has_its_names()
    {
        var demand = AProblem.Demand() with { Placement = new() { Data = [new(new("there"), 18)] }, CostsAhead = [new(new("here"), 0), new(new("there"), 12)] };
        var problem = AProblem.With(AProblem.Pool() with { Transfers = [new(new("there"), 0.5, Provenance.Unknown) { MegabytesPerSecond = 5 }] }, demand);

        ProblemJson.Serialize(problem).ShouldContain("""costsAhead":[{"site":"here","microYuan":0},{"site":"there","microYuan":12}]""");
        ProblemJson.Serialize(problem).ShouldContain("""yuanPerGigabyte":0.5,"provenance":{"basis":"unknown","source":""},"megabytesPerSecond":5}""");
        PlanJson.Serialize(Planner.Solve(problem, new PlanningPolicy())).ShouldContain("""runTime":{"durationSeconds":7200,"timeLimitSeconds":7200,"basis":"stated","transferSeconds":3600}""");
    }

    [Fact]
    public void what_an_interruption_needs_has_its_names()
    {
        var terms = new Interruptible { CheckpointGigabytes = 1.5, ResumeMinutes = 10, ResumeYuan = 2.5m, LeastMinutes = 60, StaysIn = DataBound.Country };
        var demand = AProblem.Demand() with { Variants = [AProblem.Variant(devices: 4, hours: 2)], Interruptible = terms, ShareDone = 0.25 };
        var problem = AProblem.With(AProblem.Pool() with { CarbonGramsPerKilowattHour = [900, 100, 900, 100, 900, 900, 900] }, demand with { ShareDone = null, Interruptible = terms with { ResumeMinutes = 0 } });

        ProblemJson.Serialize(AProblem.With([], demand)).ShouldContain(
            """avoids":[],"interruptible":{"checkpointGigabytes":1.5,"resumeMinutes":10,"resumeYuan":2.5,"leastMinutes":60,"staysIn":"country"},"shareDone":0.25}""");
        ProblemJson.Serialize(problem with { Previous = PreviousRound.Of(problem, Planner.Solve(problem, new() { CarbonYuanPerTonne = 9000m })) }).ShouldContain(
            """start":"2026-11-23T09:00:00+00:00","stretches":[{"start":"2026-11-23T09:00:00+00:00","end":"2026-11-23T10:00:00+00:00"}""");
        PlanJson.Serialize(Planner.Solve(problem, new() { CarbonYuanPerTonne = 9000m })).ShouldContain(
            """stretches":[{"start":"2026-11-23T09:00:00+00:00","end":"2026-11-23T10:00:00+00:00"},{"start":"2026-11-23T11:00:00+00:00","end":"2026-11-23T12:00:00+00:00"}]""");
    }

    [Fact]
    public void what_a_hard_rule_needs_has_its_names()
    {
        var demand = AProblem.Demand() with
        {
            Placement = new() { MinTrust = 0.5, MinIsolation = Isolation.VirtualMachine, AllowedOperatorCountries = ["CN"], Together = [new("w-2")], Apart = [new("w-3")] },
        };
        var pool = AProblem.Pool() with
        {
            Commitments = [new Commitment(1, AProblem.Now.AddHours(2), AProblem.Now.AddHours(1))],
            Isolation = Isolation.Machine,
            OperatorCountry = "CN",
            Closures = [new Closure(AProblem.Now, AProblem.Now.AddHours(1), "cooling")],
        };

        var json = ProblemJson.Serialize(AProblem.With(pool, demand) with
        {
            Tenants = [new TenantLimits(new("tenant"), 8, 100) { Holds = [new Commitment(2, AProblem.Now.AddHours(1))] }],
            Standing = [new StandingWorkload(new("w-0"), new("there")) { Together = [new("w-1")], Apart = [new("w-2")] }],
            DataSites = [new DataSite(new("there"), new("cn-there"), "CN")],
        });
        json.ShouldContain("""commitments":[{"devices":1,"until":"2026-11-23T10:00:00+00:00","from":"2026-11-23T09:00:00+00:00"}]""");
        json.ShouldContain("""isolation":"machine","operatorCountry":"CN","closures":[{"from":"2026-11-23T08:00:00+00:00","to":"2026-11-23T09:00:00+00:00","reason":"cooling"}]""");
        json.ShouldContain("""minTrust":0.5,"minIsolation":"virtualMachine","allowedOperatorCountries":["CN"],"together":["w-2"],"apart":["w-3"]""");
        json.ShouldContain("""tenants":[{"tenant":"tenant","devicesAtOnce":8,"budgetYuan":100,"holds":[{"devices":2,"until":"2026-11-23T09:00:00+00:00"}]}]""");
        json.ShouldContain("""standing":[{"workload":"w-0","site":"there","together":["w-1"],"apart":["w-2"]}],"dataSites":[{"site":"there","region":"cn-there","country":"CN"}]""");
    }

    [Fact]
    public void nodes_shares_and_seats_have_their_names()
    {
        var seat = new MemberSeat("n1", [0, 1], 571, 71, 46775, 4000, 8192);
        var pool = AProblem.Pool() with
        {
            Devices = 2,
            Nodes = [new SiteNode("n1", 2, 64000, 524288) { Islands = [0, 1] }],
            Sharing = new DeviceSharing(DeviceIsolation.HardwarePartition, [142, 571]),
            Seated = [new SeatedWorkload(new("w-0"), ServiceClass.BestEffort, 10, AProblem.Now, 1) { Seats = [seat] }],
            Commitments = [new Commitment(1, AProblem.Now.AddHours(1)) { MilliDevices = 571 }],
        };
        var variant = AProblem.Variant() with { MilliPerDevice = 500, DeviceIsolation = DeviceIsolation.HardwarePartition, MilliCoresPerMember = 4000, OneIsland = true, Class = ServiceClass.Burstable };

        var problem = AProblem.With(pool, AProblem.Demand() with { Variants = [variant] });
        var json = ProblemJson.Serialize(problem);
        json.ShouldContain("""commitments":[{"devices":1,"until":"2026-11-23T09:00:00+00:00","milliDevices":571}]""");
        json.ShouldContain("""nodes":[{"id":"n1","devices":2,"milliCores":64000,"memoryMebibytes":524288,"islands":[0,1]}],"sharing":{"offers":"hardwarePartition","templates":[142,571]},"seated":[{"workload":"w-0","class":"bestEffort","priority":10,"since":"2026-11-23T08:00:00+00:00","devices":1,"seats":[{"node":"n1","devices":[0,1],"milliPerDevice":571,"roundedUpBy":71,"mebibytesPerDevice":46775,"milliCores":4000,"memoryMebibytes":8192}]}]}]""");
        json.ShouldContain("""environment":{},"milliPerDevice":500,"deviceIsolation":"hardwarePartition","milliCoresPerMember":4000,"oneIsland":true,"class":"burstable"}]""");
        ProblemJson.Serialize(ProblemJson.Deserialize(json)).ShouldBe(json);

        var two = Planner.Solve(AProblem.With(pool with { Seated = null, Commitments = [] }, AProblem.Demand() with { Variants = [variant with { OneIsland = null }] }), new());
        PlanJson.Serialize(two).ShouldContain("""milliPerDevice":571,"seats":[{"node":"n1","devices":[0],"milliPerDevice":571,"roundedUpBy":71,"mebibytesPerDevice":46777,"milliCores":4000,"memoryMebibytes":0}]""");
    }

    [Fact]
    public void what_changes_by_the_hour_has_its_names()
    {
        var pool = AProblem.Pool() with { ForeignDevicesByHour = [3, 0], ForeignProvenance = AProblem.Stated, PowerFactorByHour = [1, 0.5], PowerFactorProvenance = AProblem.Stated, CarbonErrorByHour = [0, 0.1], CarbonAsOf = AProblem.Now };

        var json = ProblemJson.Serialize(AProblem.With([pool]));
        json.ShouldContain("""foreignDevicesByHour":[3,0],"foreignProvenance":{"basis":"stated","source":"test","asOf":"2026-11-01"},"wattsPerDevice":500""");
        json.ShouldContain("""carbonErrorByHour":[0,0.1],"carbonAsOf":"2026-11-23T08:00:00+00:00","latencies""");
        PolicyJson.Serialize(new PlanningPolicy { CarbonCaution = 0.5 }).ShouldContain("""carbonCaution":0.5""");
        PlanJson.Serialize(Planner.Solve(AProblem.With([pool], AProblem.Demand()), new())).ShouldContain(""","carbonErrorGrams":0,"carbonAsOf":"2026-11-23T08:00:00+00:00"}""");
        json.ShouldContain("""powerFactorByHour":[1,0.5],"powerFactorProvenance":{"basis":"stated","source":"test","asOf":"2026-11-01"},"pue":1.2""");
    }

    [Fact]
    public void a_gang_over_several_pools_has_its_names()
    {
        var pools = new[] { "here.a", "here.b" }.Select(name => AProblem.Pool() with { Pool = new(name), Devices = 4, JoinsGangs = true }).ToList();
        var problem = AProblem.With(pools, AProblem.Demand() with { GangMembers = 6, Span = GangSpan.Site });
        var plan = Planner.Solve(problem, new PlanningPolicy { ExtraPoolYuan = 2 });

        ProblemJson.Serialize(problem).ShouldContain("""}],"joinsGangs":true}""");
        ProblemJson.Serialize(problem).ShouldEndWith("""avoids":[],"span":"site"}]}""");
        PlanJson.Serialize(plan).ShouldContain("""parts":[{"pool":"here.a","members":4},{"pool":"here.b","members":2}]""");
        PlanJson.Serialize(plan).ShouldContain("""{"objective":"spread","microYuan":2000000}""");
        ProblemJson.Serialize(problem with { Previous = PreviousRound.Of(problem, plan) }).ShouldContain("""start":"2026-11-23T08:00:00+00:00","parts":[{"pool":"here.a","members":4}""");
        PolicyJson.Serialize(new PlanningPolicy { ExtraPoolYuan = 2 }).ShouldContain("""extraPoolYuan":2""");
    }

    [Fact]
    public void a_plan_without_spread_gangs_does_not_speak_of_them()
    {
        var problem = AProblem.With(AProblem.Pool(), AProblem.Demand());

        PlanJson.Serialize(Planner.Solve(problem, new PlanningPolicy { ExtraPoolYuan = 2 })).ShouldSatisfyAllConditions(j => j.ShouldNotContain("spread"), j => j.ShouldNotContain("parts"));
    }

    [Fact]
    public void a_policy_without_prices_is_written_as_it_always_was() => PolicyJson.Serialize(new PlanningPolicy()).ShouldStartWith(
        """
        {"priceWeight":1,"latencyWeight":1,"carbonWeight":1,"carbonYuanPerTonne":100,"latencyYuanPerMillisecondHour":0.002,"waitingYuanPerHour":5,"unplacedYuan":10000,"assumed":{"carbonGramsPerKilowattHour":1000,"wattsPerDevice":1200,"pue":2,"latencyMilliseconds":400},"limits":
        """);

    [Fact]
    public void a_policy_with_every_price_has_its_names() => PolicyJson.Serialize(new PlanningPolicy
    {
        LatenessYuanPerHour = 1,
        MigrationYuan = 2,
        StabilityYuan = 3,
        FragmentationYuanPerDeviceHour = 4,
        TrustWeight = 5,
        Tenants = [new(new("t"), 2, 3, 4)],
        MostTenantFactor = 6,
    }).ShouldContain("""latenessYuanPerHour":1,"migrationYuan":2,"stabilityYuan":3,"fragmentationYuanPerDeviceHour":4,"trustWeight":5,"tenants":[{"tenant":"t","price":2,"latency":3,"carbon":4}],"mostTenantFactor":6""");

    [Fact]
    public void the_digest_changes_with_any_figure()
    {
        var problem = AProblem.With(AProblem.Pool(), AProblem.Demand());

        ProblemJson.Digest(problem with { Slots = 23 }).ShouldNotBe(ProblemJson.Digest(problem));
        ProblemJson.Digest(problem).ShouldMatch("^[0-9a-f]{64}$");
    }

    [Fact]
    public void another_schema_is_refused_by_number() =>
        Should.Throw<JsonException>(() => ProblemJson.Deserialize(ProblemJson.Serialize(AProblem.With([]) with { Schema = 2 }))).Message.ShouldContain("schema 2");

    [Fact]
    public void an_unknown_member_is_refused_by_name() =>
        Should.Throw<JsonException>(() => ProblemJson.Deserialize(ProblemJson.Serialize(AProblem.With([])).Replace("\"slots\"", "\"slotz\""))).Message.ShouldContain("slotz");

    [Fact]
    public void a_missing_list_is_refused() =>
        Should.Throw<JsonException>(() => ProblemJson.Deserialize("""{"schema":1,"now":"2026-11-23T08:00:00+00:00","slotMinutes":60,"slots":24,"pools":null,"demands":[]}"""));

    [Fact]
    public void a_demand_leaves_commands_and_secrets_behind()
    {
        var request = new SubmitWorkload
        {
            Name = "secret",
            Variants = [AProblem.Variant() with { Command = ["run", "--token=hunter2"], Environment = new Dictionary<string, string> { ["KEY"] = "hunter2" } }],
        };

        var demand = Demand.For(new WorkloadId("w-1"), new TenantId("t"), AProblem.Now, request);

        ProblemJson.Serialize(AProblem.With([], demand)).ShouldNotContain("hunter2");
    }
}
