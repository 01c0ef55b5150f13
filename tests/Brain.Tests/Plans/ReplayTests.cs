using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Problem;
using ComputeNet.Brain.Tests.Given;

namespace ComputeNet.Brain.Tests.Plans;

public sealed class ReplayTests
{
    private static readonly PlanningPolicy Policy = new();
    private static readonly PlanningProblem Problem = AProblem.With([AProblem.Pool(), AProblem.Pool("there")], AProblem.Demand());

    [Fact]
    public void a_stored_plan_replays_to_itself() =>
        Replay.Compare(PlanJson.Deserialize(PlanJson.Serialize(Planner.Solve(Problem, Policy))), Planner.Solve(Problem, Policy)).ShouldBeEmpty();

    [Fact]
    public void a_placement_that_moved_is_named_with_both_places()
    {
        var dearer = Problem with { Pools = [Problem.Pools[0] with { PriceYuanPerDeviceHour = 99 }, Problem.Pools[1]] };

        var differences = Replay.Compare(Planner.Solve(Problem, Policy), Planner.Solve(dearer, Policy));

        differences.ShouldContain(d => d.Kind == DifferenceKind.Problem);
        var moved = differences.Single(d => d.Kind == DifferenceKind.Placement);
        (moved.Workload!.Value.Value, moved.Stored.StartsWith("here.gpu"), moved.Again.StartsWith("there.gpu")).ShouldBe(("w-1", true, true));
    }

    [Fact]
    public void a_workload_that_only_one_plan_knows_is_named()
    {
        var more = Problem with { Demands = [.. Problem.Demands, AProblem.Demand("w-2")] };

        Replay.Compare(Planner.Solve(Problem, Policy), Planner.Solve(more, Policy))
            .Single(d => d.Workload?.Value == "w-2").Stored.ShouldBe("absent");
    }

    [Fact]
    public void another_policy_is_a_difference() =>
        Replay.Compare(Planner.Solve(Problem, Policy), Planner.Solve(Problem, Policy with { Seed = 2 })).Select(d => d.Kind).ShouldBe([DifferenceKind.Policy]);
}
