using ComputeNet.Brain.Explanations;
using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Problem;
using ComputeNet.Brain.Tests.Given;
using ComputeNet.Checker;
using ComputeNet.Contracts.Plans;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using CsCheck;

namespace ComputeNet.Brain.Tests;

/// <summary>What holds for every plan of every problem whose pools know their nodes.</summary>
public sealed class LawsOfSeats
{
    [Fact]
    public void no_device_node_or_island_ever_holds_more_than_it_has() => AnyNodes.Cases.Sample(
        c =>
        {
            var plan = Planner.Solve(c.Problem, c.Policy);
            PlanChecker.Check(c.Problem, c.Policy, plan).ShouldBeEmpty();
            foreach (var pool in c.Problem.Pools)
                Count(pool, plan);
        },
        iter: 150);

    [Fact]
    public void the_independent_checker_agrees_to_the_unit() => AnyNodes.Cases.Sample(
        c =>
        {
            var plan = Planner.Solve(c.Problem, c.Policy);
            var verdict = PlanAudit.Of(ProblemJson.Serialize(c.Problem), PolicyJson.Serialize(c.Policy), PlanJson.Serialize(plan));
            verdict.Findings.ShouldBeEmpty();
            verdict.ProvedBoundMicroYuan.ShouldBe(plan.LowerBoundMicroYuan);
            BoundChecker.Bound(c.Problem, c.Policy, plan.Prices).ShouldBe(plan.LowerBoundMicroYuan);
        },
        iter: 120);

    [Fact]
    public void the_same_problem_gives_the_same_seats_a_year_later() => AnyNodes.Cases.Sample(
        c =>
        {
            var (first, again) = (Planner.Solve(c.Problem, c.Policy), Planner.Solve(ProblemJson.Deserialize(ProblemJson.Serialize(c.Problem)), c.Policy));
            PlanJson.Serialize(again).ShouldBe(PlanJson.Serialize(first));
            Replay.Compare(PlanJson.Deserialize(PlanJson.Serialize(first)), again).ShouldBeEmpty();
        },
        iter: 50);

    [Fact]
    public void every_start_on_nodes_has_a_seat_for_every_member_and_no_other_has_any() => AnyNodes.Cases.Sample(
        c =>
        {
            foreach (var placement in Planner.Solve(c.Problem, c.Policy).Placements)
            {
                var pool = c.Problem.Pools.Single(p => p.Pool == placement.Pool);
                var knows = pool.Nodes is { Count: > 0 } nodes && nodes.Sum(n => n.Devices) == pool.Devices;
                (placement.Seats?.Count ?? 0).ShouldBe(knows && placement.StartSlot == 0 ? c.Problem.Demands.Single(d => d.Workload == placement.Workload).GangMembers : 0);
            }
        },
        iter: 80);

    [Fact]
    public void who_waits_or_is_left_out_is_told_why_and_the_chosen_row_shows_the_seats() => AnyNodes.Cases.Sample(
        c =>
        {
            var plan = Planner.Solve(c.Problem, c.Policy);
            foreach (var demand in c.Problem.Demands)
            {
                var (explanation, placement) = (Explainer.Explain(c.Problem, c.Policy, plan, demand.Workload)!, plan.Placements.SingleOrDefault(p => p.Workload == demand.Workload));
                (explanation.WhyPending is null).ShouldBe(placement is { StartSlot: 0 });
                explanation.Candidates.SingleOrDefault(x => x.Verdict == CandidateVerdict.Chosen)?.Seats.ShouldBe(placement!.Seats);
                explanation.Candidates.ShouldAllBe(x => (x.RefusedBy == null) == (x.Verdict != CandidateVerdict.Refused));
            }
        },
        iter: 50);

    [Fact]
    public void only_best_effort_residents_give_way_and_none_who_could_stay() => AnyNodes.Cases.Sample(
        c =>
        {
            var plan = Planner.Solve(c.Problem, c.Policy);
            var evicted = plan.Placements.SelectMany(p => p.Evicts ?? [], (p, gone) => (p.Pool, gone)).ToList();
            evicted.ShouldBeUnique();
            foreach (var (pool, gone) in evicted)
            {
                var resident = c.Problem.Pools.Single(p => p.Pool == pool).Seated!.Single(s => s.Workload == gone);
                resident.Class.ShouldBe(ServiceClass.BestEffort);
                var @case = new PlanningCase(c.Problem, c.Policy);
                new CapacityLeft(@case, plan.Placements).Nodes!.TryTake(@case.FindPool(pool)!, new NodeSeats(resident.Seats!, null)).ShouldBeFalse("it could have stayed");
            }
        },
        iter: 120);

    [Fact]
    public void a_promise_takes_the_room_of_the_least_important_who_reserved_nothing_and_says_so()
    {
        static SeatedWorkload Seated(string name, ServiceClass @class, int priority, int device, int milli) =>
            new(new(name), @class, priority, AProblem.Now.AddHours(-2), 1) { Seats = [new MemberSeat("n1", [device], milli, 0, 81920 * milli / 1000)] };
        var pool = AProblem.Pool() with
        {
            Devices = 2,
            Nodes = [new SiteNode("n1", 2, 8000, 65536)],
            Sharing = new DeviceSharing(DeviceIsolation.SoftwareShared),
            Seated = [Seated("firm", ServiceClass.Burstable, 1, 0, 600), Seated("dear", ServiceClass.BestEffort, 60, 1, 700), Seated("cheap", ServiceClass.BestEffort, 10, 0, 400)],
            Commitments = [new Commitment(1, AProblem.Now.AddHours(1)) { MilliDevices = 600 }],
        };
        Placement Placed(int milli, ServiceClass? @class) => Planner.Solve(
            AProblem.With(pool, AProblem.Demand() with { Variants = [AProblem.Variant() with { MilliPerDevice = milli, Class = @class }] }), new()).Placements.Single();

        Placed(300, null).ShouldSatisfyAllConditions(p => p.Evicts.ShouldBeNull(), p => p.Seats![0].Devices.ShouldBe([1]));
        Placed(400, null).ShouldSatisfyAllConditions(p => p.Evicts.ShouldBe([new WorkloadId("cheap")]), p => p.Seats![0].Devices.ShouldBe([0]));
        Placed(800, ServiceClass.Burstable).Evicts.ShouldBe([new WorkloadId("dear")], "the cheap one sits where nobody has to go");
        Placed(400, ServiceClass.BestEffort).ShouldSatisfyAllConditions(p => p.StartSlot.ShouldBeGreaterThan(0), p => p.WhyLater!.Code.ShouldBe("no-node-with-devices"));
    }

    [Fact]
    public void partitions_share_as_few_devices_as_hold_them()
    {
        var pool = AProblem.Pool() with
        {
            Devices = 4,
            Nodes = [new SiteNode("n1", 4, 64000, 65536)],
            Sharing = new DeviceSharing(DeviceIsolation.HardwarePartition, [142, 285, 428, 571, 1000]),
        };
        var problem = AProblem.With(pool, [.. Enumerable.Range(0, 4).Select(i => AProblem.Demand($"w-{i}") with { Variants = [AProblem.Variant() with { MilliPerDevice = 200 }] })]);

        var seats = Planner.Solve(problem, new()).Placements.Select(p => p.Seats!.ShouldHaveSingleItem()).ToList();
        seats.ShouldAllBe(s => s.MilliPerDevice == 285);
        seats.Select(s => s.Devices[0]).Distinct().Count().ShouldBe(2, "three of these fit a device");
    }

    [Fact]
    public void what_a_plan_leaves_on_its_machines_is_told_and_how_much_of_it_is_cut_up()
    {
        var pool = AProblem.Pool() with { Devices = 2, Nodes = [new SiteNode("n1", 1, 8000, 65536), new SiteNode("n2", 1, 8000, 65536)], Sharing = new DeviceSharing(DeviceIsolation.SoftwareShared) };
        var problem = AProblem.With([pool, AProblem.Pool("elsewhere")], AProblem.Demand() with { Variants = [AProblem.Variant() with { MilliPerDevice = 700 }] });

        // The next one like it would find 300 of a device of no use, and all of the other.
        NodeReport.Of(problem, new(), Planner.Solve(problem, new())).ShouldBe([new PoolFragmentation(new("here.gpu"), 2, 2, 1300, 300)]);
        NodeReport.Of(AProblem.With(AProblem.Pool()), new(), Planner.Solve(AProblem.With(AProblem.Pool()), new())).ShouldBeEmpty();
    }

    private static IEnumerable<SeatedWorkload> Staying(PoolSupply pool, Plan plan) =>
        (pool.Seated ?? []).Where(s => !plan.Placements.Any(p => p.Pool == pool.Pool && p.Evicts?.Contains(s.Workload) == true));

    /// <summary>Counted here from nothing but the stored seats.</summary>
    private static void Count(PoolSupply pool, Plan plan)
    {
        var seats = plan.Placements.Where(p => p.Pool == pool.Pool).SelectMany(p => p.Seats ?? []).Concat(Staying(pool, plan).SelectMany(s => s.Seats ?? [])).ToList();
        foreach (var node in pool.Nodes!)
        {
            var here = seats.Where(s => s.Node == node.Id).ToList();
            here.Sum(s => s.MilliCores).ShouldBeLessThanOrEqualTo(node.MilliCores);
            here.Sum(s => s.MemoryMebibytes).ShouldBeLessThanOrEqualTo(node.MemoryMebibytes);
            for (var device = 0; device < node.Devices; device++)
            {
                var on = here.Where(s => s.Devices.Contains(device)).ToList();
                on.Sum(s => s.MilliPerDevice).ShouldBeLessThanOrEqualTo(1000);
                on.Sum(s => s.MebibytesPerDevice ?? 0).ShouldBeLessThanOrEqualTo((int)(pool.DeviceMemoryMebibytes ?? 0));
                if (pool.Sharing is null or { Offers: DeviceIsolation.Exclusive } && on.Any(s => s.MilliPerDevice == 1000))
                    on.Count.ShouldBe(1);
            }
        }
    }
}
