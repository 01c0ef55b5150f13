using ComputeNet.Brain.Explanations;
using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Problem;
using ComputeNet.Brain.Tests.Given;
using ComputeNet.Contracts.Workloads;
using CsCheck;

namespace ComputeNet.Brain.Tests;

/// <summary>Nothing that a problem says makes the planner throw, hang or return an invalid plan.</summary>
public sealed class DegenerateProblems
{
    private static readonly PlanningPolicy Policy = new();
    private static readonly double[] OddNumbers = [0, -1, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.MaxValue, double.Epsilon, 1e9, 500];
    private static readonly int[] OddCounts = [int.MinValue, -1, 0, 1, 3, int.MaxValue];
    private static readonly long[] OddSeconds = [long.MinValue, -1, 0, 1, 3600, 30 * 86400, long.MaxValue];
    private static readonly DateTimeOffset[] OddInstants = [DateTimeOffset.MinValue, AProblem.Now.AddTicks(1), AProblem.Now, AProblem.Now.AddDays(400), DateTimeOffset.MaxValue];

    private static readonly Gen<PoolSupply> OddPools = Gen.Select(
        Gen.OneOf(OddNumbers), Gen.OneOf(OddNumbers), Gen.OneOf(OddCounts), Gen.OneOf(OddCounts), Gen.OneOf(OddInstants),
        Gen.OneOf(decimal.MaxValue, -1m, 0m, 0.000_000_1m, 10m, 999_999_999m),
        (figure, other, devices, committed, until, price) => AProblem.Pool() with
        {
            Devices = devices,
            Commitments = [new Commitment(committed, until), new Commitment(1, AProblem.Now.AddHours(2)), new Commitment(devices, until, AProblem.Now.AddHours(3)), new Commitment(1, AProblem.Now, until)],
            PriceYuanPerDeviceHour = price,
            WattsPerDevice = figure,
            Pue = other,
            Trust = other,
            Closures = [new(until, until, ""), new(AProblem.Now, until, ""), new(until, DateTimeOffset.MaxValue, "")],
            Transfers = [new(new("there"), figure, AProblem.Stated), new(new("there"), other, AProblem.Stated), new(new("far"), 1, AProblem.Stated) { MegabytesPerSecond = figure }],
            CarbonGramsPerKilowattHour = figure == 0 ? [] : [other, 300],
            Latencies = [new PlaceLatency(AProblem.Beijing, other, AProblem.Stated), new PlaceLatency(AProblem.Beijing, 1, AProblem.Stated)],
        });

    private static readonly Gen<Demand> OddDemands = Gen.Select(
        Gen.OneOf(OddCounts), Gen.OneOf(OddCounts), Gen.OneOf(OddCounts), Gen.OneOf(OddSeconds), Gen.OneOf(OddSeconds), Gen.OneOf(OddInstants), Gen.OneOf(OddInstants), Gen.OneOf(OddNumbers),
        (members, devices, priority, expected, limit, earliest, deadline, latency) => AProblem.Demand() with
        {
            GangMembers = members,
            Priority = priority,
            SubmittedAt = deadline,
            Variants = [AProblem.Variant(devices) with { ExpectedSeconds = expected, TimeLimitSeconds = limit },
                AProblem.Variant() with { ExpectedSeconds = expected, TimeLimitSeconds = limit, ReferenceModel = new("odd"), Steps = latency, Throughput = [new(new("odd"), latency, Contracts.Vocabulary.Basis.Measured)] }],
            Placement = new PlacementWishes { EarliestStart = earliest, Deadline = deadline, ClientPlace = AProblem.Beijing, MaxLatencyMilliseconds = latency, DueBy = earliest, MinTrust = latency, Together = [new("w-0")], Apart = [new("w-1"), new("w-0")], Data = [new(new("there"), latency)] },
            CostsAhead = members == 1 ? [new(new("here"), expected), new(new("there"), limit)] : null,
            Runs = members > 0 ? new RunsAt(new("there.gpu"), new("there"), latency, limit) : null,
        });

    private static readonly Gen<(PlanningProblem Problem, PlanningPolicy Policy)> OddCases = Gen.Select(
        OddPools.List[0, 3], OddDemands.List[0, 4], Gen.OneOf(int.MinValue, 0, 1, 60, int.MaxValue), Gen.OneOf(int.MinValue, 0, 1, 50, 100_000, int.MaxValue),
        Gen.OneOf(OddInstants), Gen.OneOf(OddNumbers), Gen.OneOf(OddCounts), Gen.Bool,
        (pools, demands, minutes, slots, now, weight, seed, named) => (
            new PlanningProblem
            {
                Now = now,
                SlotMinutes = minutes,
                Slots = slots,
                Tenants = seed == 0 ? null : [new(new("tenant"), seed, seed) { Holds = [new(seed, now)] }, new(new("tenant"), 1, 1)],
                Standing = [new(new("w-1"), new("here")) { Together = [new("w-1"), new("w-2")] }],
                Models = [new(new("odd"), weight, AProblem.Stated), new(AProblem.Pool().Model, 1, AProblem.Stated)],
                Pools = named ? [.. pools.Select((p, i) => p with { Pool = new($"here.{i}") })] : pools,
                Demands = named ? [.. demands.Select((d, i) => d with { Workload = new($"w-{i}") })] : demands,
            },
            Policy with { PriceWeight = weight, CarbonWeight = weight, TrustWeight = weight, MostTenantFactor = weight, Tenants = [new(new("tenant"), weight)], LatenessYuanPerHour = seed, UnplacedYuan = seed, Seed = seed, Limits = new SolverLimits { PoolSlots = 2000 } }));

    [Fact]
    public void damaged_numbers_never_break_a_plan_or_its_explanations() => OddCases.Sample(
        c =>
        {
            var plan = Planner.Solve(c.Problem, c.Policy);
            PlanChecker.Check(c.Problem, c.Policy, plan).ShouldBeEmpty();
            BoundChecker.Bound(c.Problem, c.Policy, plan.Prices).ShouldBe(plan.LowerBoundMicroYuan);
            foreach (var demand in c.Problem.Demands)
                Explainer.Explain(c.Problem, c.Policy, plan, demand.Workload).ShouldNotBeNull();
            ProblemJson.Serialize(ProblemJson.Deserialize(ProblemJson.Serialize(c.Problem))).ShouldBe(ProblemJson.Serialize(c.Problem));
        },
        iter: 400);

    [Fact]
    public void no_pools_leave_everything_out() =>
        Planner.Solve(AProblem.With([], AProblem.Demand()), Policy).LeftOut.ShouldHaveSingleItem().Why.Code.ShouldBe(PendingReason.NothingToChooseFrom);

    [Fact]
    public void no_demands_cost_nothing()
    {
        var plan = Planner.Solve(AProblem.With(AProblem.Pool()), Policy);

        (plan.ObjectiveMicroYuan, plan.LowerBoundMicroYuan, plan.Placements.Count).ShouldBe((0L, 0L, 0));
    }

    [Fact]
    public void contradictory_wishes_leave_the_demand_out_with_a_reason()
    {
        var demand = AProblem.Demand() with { Placement = new() { AllowedSites = [new("here")], DeniedSites = [new("here")] } };

        Planner.Solve(AProblem.With(AProblem.Pool(), demand), Policy).LeftOut.ShouldHaveSingleItem().Why.Code.ShouldBe("site-denied");
    }

    [Fact]
    public void a_workload_named_twice_is_planned_once()
    {
        var problem = AProblem.With(AProblem.Pool(), AProblem.Demand(), AProblem.Demand() with { Priority = 1 });

        var plan = Planner.Solve(problem, Policy);

        plan.Placements.ShouldHaveSingleItem();
        PlanChecker.Check(problem, Policy, plan).ShouldBeEmpty();
    }

    [Fact]
    public void a_million_slots_are_cut_to_what_the_limits_allow_and_the_plan_says_so()
    {
        var limits = new SolverLimits { PoolSlots = 50_000 };
        var problem = AProblem.With([AProblem.Pool("a"), AProblem.Pool("b")], AProblem.Demand()) with { SlotMinutes = 15, Slots = 1_000_000 };

        var plan = Planner.Solve(problem, Policy with { Limits = limits });

        plan.Placements.ShouldHaveSingleItem().StartSlot.ShouldBe(0);
        plan.Solver.ShouldContain("horizon cut to 25000 slots");
    }

    [Fact]
    public void a_start_past_a_cut_horizon_is_left_for_a_later_round()
    {
        var problem = AProblem.With(AProblem.Pool(), AProblem.Demand() with { Placement = new() { EarliestStart = AProblem.Now.AddHours(12) } });

        Planner.Solve(problem, Policy with { Limits = new SolverLimits { PoolSlots = 10 } }).LeftOut.ShouldHaveSingleItem().Why.Code.ShouldBe("earliest-start-beyond-horizon");
    }

    [Fact]
    public void without_any_budget_the_plan_is_the_greedy_one()
    {
        var limits = new SolverLimits { PricingRounds = 0, PricedStarts = 0, ImprovementStarts = 0, ExactSeconds = 0, ExactChoices = 0 };

        Planner.Solve(AProblem.With(AProblem.Pool(), AProblem.Demand("w-1"), AProblem.Demand("w-2")), Policy with { Limits = limits }).Placements.Count.ShouldBe(2);
    }
}
