using ComputeNet.Brain.Problem;
using ComputeNet.Brain.Services;
using ComputeNet.Contracts.Vocabulary;
using CsCheck;

namespace ComputeNet.Brain.Tests.Services;

public sealed class ServiceLaws
{
    private static readonly SolverLimits Limits = new();

    [Fact]
    public void no_plan_breaks_a_rule() => AnyService.Small.Sample(problem =>
        ServiceCheck.Violations(problem, ServicePlanner.Solve(problem, Limits with { ExactSeconds = 0.05 })).ShouldBeEmpty());

    [Fact]
    public void a_small_plan_costs_what_the_best_of_all_plans_does() => AnyService.Tiny.Sample(problem =>
    {
        var plan = ServicePlanner.Solve(problem, Limits);
        for (var hour = 0; hour < problem.Hours; hour++)
            plan.Hours[hour].CostNanoYuan.ShouldBe(AnyService.Tried(problem, hour));
    });

    [Fact]
    public void the_bound_is_never_above_the_cost() => AnyService.Small.Sample(problem =>
        ServicePlanner.Solve(problem, Limits with { ExactSeconds = 0 }).Hours.ShouldAllBe(h => h.BoundNanoYuan <= h.CostNanoYuan));

    [Fact]
    public void whatever_the_prices_say_the_bound_stays_below_the_best_plan() => Gen.Select(AnyService.Tiny, Gen.Long[0, 9000].Array[2]).Sample((problem, prices) =>
        ServiceBound.Of(problem, 0, [.. prices.Take(problem.Sites.Count)]).ShouldBeLessThanOrEqualTo(AnyService.Tried(problem, 0)));

    [Fact]
    public void with_replicas_of_one_request_the_bound_is_met() => AnyService.Small.Sample(problem =>
    {
        var fine = problem with { Sites = [.. problem.Sites.Select(s => s with { MilliRequestsPerReplica = 1 })] };
        var plan = ServicePlanner.Solve(fine, Limits);
        plan.CostNanoYuan.ShouldBe(plan.BoundNanoYuan);
    });

    [Fact]
    public void a_region_with_no_site_in_reach_is_named_with_the_nearest()
    {
        var problem = OneSite(milliseconds: 140, room: 9);
        var unserved = ServicePlanner.Solve(problem, Limits).Hours[0].Unserved.ShouldHaveSingleItem();
        unserved.MilliRequests.ShouldBe(30);
        unserved.Why.Code.ShouldBe("latency-over-limit");
        unserved.Why.Facts["latencyMilliseconds"].ShouldBe("140");
    }

    [Fact]
    public void an_unknown_latency_promises_nothing() =>
        ServicePlanner.Solve(OneSite(milliseconds: null, room: 9), Limits).Hours[0].Unserved.ShouldHaveSingleItem().Why.Code.ShouldBe("latency-unknown");

    [Fact]
    public void what_room_there_is_serves_and_the_rest_is_named()
    {
        var hour = ServicePlanner.Solve(OneSite(milliseconds: 40, room: 2), Limits).Hours[0];
        hour.Replicas.ShouldBe([2L]);
        var unserved = hour.Unserved.ShouldHaveSingleItem();
        (unserved.MilliRequests, unserved.Why.Code, unserved.Why.Facts["roomMilliRequests"]).ShouldBe((10, "service-capacity-short", "20"));
    }

    [Fact]
    public void requests_worth_less_than_their_cost_stay_unserved() =>
        ServicePlanner.Solve(OneSite(milliseconds: 40, room: 9) with { UnservedNanoYuan = 10 }, Limits).Hours[0].Unserved.ShouldHaveSingleItem().Why.Code.ShouldBe("service-not-worth-its-cost");

    [Fact]
    public void replicas_follow_the_demand_curve()
    {
        var problem = OneSite(milliseconds: 40, room: 9) with { Hours = 4 };
        problem = problem with { Clients = [problem.Clients[0] with { MilliRequests = [0, 5, 45, 20] }] };
        ServicePlanner.Solve(problem, Limits).Hours.Select(h => h.Replicas[0]).ShouldBe([0, 1, 5, 2]);
    }

    [Fact]
    public void the_same_problem_has_the_same_plan() => AnyService.Small.Sample(problem =>
    {
        var (first, second) = (ServicePlanner.Solve(problem, Limits), ServicePlanner.Solve(problem, Limits));
        for (var hour = 0; hour < problem.Hours; hour++)
        {
            first.Hours[hour].Routes.ShouldBe(second.Hours[hour].Routes);
            first.Hours[hour].PricesNanoYuan.ShouldBe(second.Hours[hour].PricesNanoYuan);
        }
    });

    [Fact]
    public void a_figure_out_of_range_is_named()
    {
        var problem = OneSite(40, 9);
        Should.Throw<ArgumentException>(() => ServicePlanner.Solve(problem with { Sites = [problem.Sites[0] with { MilliRequestsPerReplica = 0 }] }, Limits))
            .Message.ShouldBe("MilliRequestsPerReplica of here.gpu is out of range: 0.");
    }

    /// <summary>30 milli-requests/s; replicas serve 10 for 900 n¥.</summary>
    private static ServiceProblem OneSite(double? milliseconds, long room) => new()
    {
        Hours = 1,
        LatencyLimitMilliseconds = 100,
        UnservedNanoYuan = 1_000_000,
        Clients = [new ClientRegion(new PlaceId("beijing"), [30], [milliseconds])],
        Sites = [new ServiceSite(new PoolId("here.gpu"), 10, [room], [900])],
    };
}
