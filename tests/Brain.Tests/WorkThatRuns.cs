using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Problem;
using ComputeNet.Brain.Tests.Given;
using ComputeNet.Checker;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using CsCheck;

namespace ComputeNet.Brain.Tests;

/// <summary>What runs stays where it is, unless the rest of it costs so much less elsewhere that the move pays.</summary>
public sealed class WorkThatRuns
{
    private static readonly PlanningPolicy Moving = new() { MostMigrations = 2, MigrationYuan = 5, WaitingYuanPerHour = 0 };
    private static readonly PoolSupply Cheap = AProblem.Pool("there") with { PriceYuanPerDeviceHour = 4m };

    [Fact]
    public void it_moves_where_the_rest_costs_less_by_more_than_the_move()
    {
        var problem = Beside(Cheap, Running("r-1", hours: 10, done: 0.5));
        var plan = Planner.Solve(problem, Moving);

        var move = plan.Moves.ShouldNotBeNull().ShouldHaveSingleItem();
        (move.From.Value, move.To.Pool.Value, move.To.StartSlot).ShouldBe(("here.gpu", "there.gpu", 0));
        // Five hours are left, and six minutes of resume where it moves to: 5 × ¥10 against 5.1 × ¥4, the move at ¥5 and the resume at ¥1.
        Yuan(move.Staying.Single(t => t.Objective == "price").MicroYuan).ShouldBe(50);
        Yuan(move.To.Terms.Single(t => t.Objective == "price").MicroYuan).ShouldBe(20.4m);
        Yuan(move.To.Terms.Single(t => t.Objective == "migration").MicroYuan).ShouldBe(6);
        PlanChecker.Check(problem, Moving, plan).ShouldBeEmpty();
        Audit(problem, Moving, plan).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(0.5, 40, null)]
    [InlineData(0.95, 5, null)]
    [InlineData(0.5, 5, 0)]
    public void it_stays_where_the_move_costs_more_where_little_is_left_and_where_the_policy_moves_nothing(double done, int price, int? most) =>
        Planner.Solve(Beside(Cheap, Running("r-1", 10, done)), Moving with { MigrationYuan = price, MostMigrations = most ?? 2 }).Moves.ShouldBeNull();

    [Fact]
    public void what_cannot_be_interrupted_is_never_moved() =>
        Planner.Solve(Beside(Cheap, Running("r-1", 10, 0.5) with { Interruptible = null }), Moving).Moves.ShouldBeNull();

    [Fact]
    public void the_largest_gains_go_first_and_no_more_than_the_policy_allows()
    {
        var problem = Beside(Cheap, Running("r-1", 10, 0.5), Running("r-2", 20, 0.5), Running("r-3", 15, 0.5));
        var plan = Planner.Solve(problem, Moving);

        plan.Moves!.Select(m => m.To.Workload.Value).ShouldBe(["r-2", "r-3"]);
        Audit(problem, Moving, plan).ShouldBeEmpty();
    }

    [Fact]
    public void who_waits_gets_the_cheap_place_first()
    {
        var problem = Beside(Cheap with { Devices = 1 }, Running("r-1", 10, 0.5)) with { Demands = [AProblem.Demand() with { Variants = [AProblem.Variant(hours: 10)] }] };
        var plan = Planner.Solve(problem, Moving);

        plan.Placements.ShouldHaveSingleItem().Pool.Value.ShouldBe("there.gpu");
        plan.Moves.ShouldBeNull();
    }

    [Fact]
    public void a_move_that_does_not_gain_or_finds_no_room_is_seen()
    {
        var problem = Beside(Cheap, Running("r-1", 10, 0.5));
        var plan = Planner.Solve(problem, Moving);
        var full = problem with { Pools = [problem.Pools[0], Cheap with { Commitments = [new Commitment(10, AProblem.Now.AddHours(1))] }] };
        foreach (var (asked, policy, told) in new[]
        {
            (problem, Moving with { MigrationYuan = 40 }, plan),
            (full, Moving, plan),
            (problem, Moving with { MostMigrations = null }, plan),
            (problem, Moving, plan with { Moves = [plan.Moves![0], plan.Moves[0]] }),
            (problem with { Running = [] }, Moving, plan),
        })
        {
            PlanChecker.Check(asked, policy, told).ShouldContain(v => v.Rule == "moves-gain");
            Audit(asked, policy, told).Count(f => f.Rule != PlanAudit.DigestsMatch).ShouldBePositive();
        }
    }

    [Fact]
    public void whatever_runs_every_plan_with_moves_keeps_the_law_and_replays()
    {
        var met = 0;
        // Few random problems have something that gains by moving: on until one had.
        for (var batch = 0; batch == 0 || (met == 0 && batch < 20); batch++)
            AnyProblem.Cases.Where(c => c.Problem.Running is not null && c.Policy.MostMigrations is not null).Sample(
            any =>
            {
                var c = any with { Policy = any.Policy with { MigrationYuan = 0 } };
                var plan = Planner.Solve(c.Problem, c.Policy);
                Interlocked.Add(ref met, plan.Moves?.Count ?? 0);
                PlanChecker.Check(c.Problem, c.Policy, plan).ShouldBeEmpty();
                Audit(c.Problem, c.Policy, plan).ShouldBeEmpty();
                plan.Moves?.ShouldAllBe(m => m.GainMicroYuan() > 0);
                Replay.Compare(plan, Planner.Solve(ProblemJson.Deserialize(ProblemJson.Serialize(c.Problem)), c.Policy)).ShouldBeEmpty();
                // Moves come after everything else: nobody who waits is worse off for them.
                FatesOf(Planner.Solve(c.Problem with { Running = null }, c.Policy)).ShouldBe(FatesOf(plan));
            },
            iter: 200);
        met.ShouldBePositive();
    }

    private static IEnumerable<(WorkloadId, PoolId, int, long)> FatesOf(Plan plan) => plan.Placements.Select(p => (p.Workload, p.Pool, p.StartSlot, p.CostMicroYuan()));

    private static PlanningProblem Beside(PoolSupply other, params IReadOnlyList<Demand> running) => AProblem.With(
        [AProblem.Pool() with { Commitments = [new Commitment(running.Count, AProblem.Now.AddHours(20))] }, other]) with
    { Running = running };

    /// <summary>In the dearer pool, on one device.</summary>
    private static Demand Running(string name, double hours, double done) => AProblem.Demand(name) with
    {
        Variants = [AProblem.Variant(hours: hours)],
        Runs = new RunsAt(new("here.gpu"), new("here"), 0, 0) { VariantIndex = 0 },
        ShareDone = done,
        Interruptible = new() { ResumeMinutes = 6, ResumeYuan = 1, StaysIn = DataBound.Anywhere },
    };

    private static IReadOnlyList<Finding> Audit(PlanningProblem problem, PlanningPolicy policy, Plan plan) =>
        PlanAudit.Of(ProblemJson.Serialize(problem), PolicyJson.Serialize(policy), PlanJson.Serialize(plan)).Findings;

    private static decimal Yuan(long microYuan) => microYuan / 1_000_000m;
}
