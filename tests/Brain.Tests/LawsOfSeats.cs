using ComputeNet.Brain.Explanations;
using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Problem;
using ComputeNet.Brain.Tests.Given;
using ComputeNet.Checker;
using ComputeNet.Contracts.Plans;
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
        iter: 400);

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
        iter: 300);

    [Fact]
    public void the_same_problem_gives_the_same_seats_a_year_later() => AnyNodes.Cases.Sample(
        c =>
        {
            var (first, again) = (Planner.Solve(c.Problem, c.Policy), Planner.Solve(ProblemJson.Deserialize(ProblemJson.Serialize(c.Problem)), c.Policy));
            PlanJson.Serialize(again).ShouldBe(PlanJson.Serialize(first));
            Replay.Compare(PlanJson.Deserialize(PlanJson.Serialize(first)), again).ShouldBeEmpty();
        },
        iter: 100);

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
        iter: 200);

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
        iter: 100);

    /// <summary>Counted here from nothing but the stored seats.</summary>
    private static void Count(PoolSupply pool, Plan plan)
    {
        var seats = plan.Placements.Where(p => p.Pool == pool.Pool).SelectMany(p => p.Seats ?? []).Concat((pool.Seated ?? []).SelectMany(s => s.Seats ?? [])).ToList();
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
