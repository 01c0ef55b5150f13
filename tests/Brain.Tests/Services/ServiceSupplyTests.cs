using ComputeNet.Brain.Problem;
using ComputeNet.Brain.Rules;
using ComputeNet.Brain.Services;
using ComputeNet.Brain.Tests.Given;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;

namespace ComputeNet.Brain.Tests.Services;

public sealed class ServiceSupplyTests
{
    private static readonly AcceleratorModelId A100 = AProblem.Pool().Model;

    /// <summary>A replica is two devices and serves 2.5 requests/s on an A100.</summary>
    private static readonly ServiceWish Wish = new()
    {
        Replica = AProblem.Demand("replica") with { Variants = [AProblem.Variant(devices: 2) with { Throughput = [new Throughput(A100, 2.5, Basis.Measured)] }] },
        Clients = [new ServiceClients(AProblem.Beijing, [4])],
        LatencyLimitMilliseconds = 50,
        UnservedYuanPerThousand = 1000m,
    };

    [Fact]
    public void a_replica_hour_costs_what_an_hour_of_any_workload_does()
    {
        var problem = AProblem.With(AProblem.Pool() with { CarbonGramsPerKilowattHour = [100, 700, 300] }, Wish.Replica);
        var policy = new PlanningPolicy { CarbonYuanPerTonne = 250m };
        var @case = new PlanningCase(problem, policy);
        var candidate = new Candidacy(@case, @case.Demands[0], 0, @case.Pools[0]);

        var costs = ServiceSupply.On(problem, policy, Wish).Problem.Sites[0].NanoYuanPerReplicaHour;
        for (var hour = 0; hour < 5; hour++)
            (costs[hour] / 1000.0).ShouldBe(Rulebook.TermsOf(candidate, hour).Where(t => t.Objective is "price" or "carbon").Sum(t => t.MicroYuan), 1);
    }

    [Fact]
    public void devices_that_others_hold_leave_less_room()
    {
        var pool = AProblem.Pool() with { Commitments = [new Commitment(7, AProblem.Now.AddHours(2))] };
        ServiceSupply.On(AProblem.With(pool), new PlanningPolicy(), Wish).Problem.Sites[0].MostReplicas.Take(3).ShouldBe([1, 1, 5]);
    }

    [Fact]
    public void a_pool_that_the_rules_refuse_is_named_with_the_rule()
    {
        var offer = ServiceSupply.On(
            AProblem.With([AProblem.Pool(), AProblem.Pool("far") with { Country = "DE" }]), new PlanningPolicy(),
            Wish with { Replica = Wish.Replica with { Placement = new PlacementWishes { AllowedCountries = ["CN"] } } });
        offer.Problem.Sites.ShouldHaveSingleItem().Pool.ShouldBe(AProblem.Pool().Pool);
        offer.Refused.ShouldHaveSingleItem().Why.Code.ShouldBe("country-not-allowed");
    }

    [Fact]
    public void nobody_promises_requests_on_a_model_of_unknown_speed() =>
        ServiceSupply.On(AProblem.With(AProblem.Pool() with { Model = new AcceleratorModelId("other") }), new PlanningPolicy(), Wish)
            .Refused.ShouldHaveSingleItem().Why.Code.ShouldBe("throughput-unknown");

    [Fact]
    public void a_day_of_a_service_is_planned_on_the_pools_of_the_problem()
    {
        var (cheap, near) = (AProblem.Pool("cheap") with { PriceYuanPerDeviceHour = 4m, Devices = 2, Latencies = [new PlaceLatency(AProblem.Beijing, 45, AProblem.Stated)] }, AProblem.Pool("near"));
        var offer = ServiceSupply.On(AProblem.With([cheap, near]), new PlanningPolicy(), Wish);
        var plan = ServicePlanner.Solve(offer.Problem, new SolverLimits());

        ServiceCheck.Violations(offer.Problem, plan).ShouldBeEmpty();
        plan.Hours.Count.ShouldBe(24);
        plan.Hours.ShouldAllBe(h => h.Replicas.SequenceEqual(new long[] { 1, 1 }) && h.Unserved.Count == 0);
    }
}
