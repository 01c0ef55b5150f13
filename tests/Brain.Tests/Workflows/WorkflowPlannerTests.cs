using ComputeNet.Brain.Problem;
using ComputeNet.Brain.Rules;
using ComputeNet.Brain.Tests.Given;
using ComputeNet.Brain.Workflows;
using ComputeNet.Contracts.Vocabulary;
using CsCheck;

namespace ComputeNet.Brain.Tests.Workflows;

public sealed class WorkflowPlannerTests
{
    private static readonly SiteId East = new("east"), West = new("west");

    /// <summary>The west computes a yuan cheaper; moving a gigabyte out of the east costs 10 fen after the first, and 1 000 s per 100 GB.</summary>
    private static Workflow EastDataWestCompute(double gigabytes) => new()
    {
        Gangs = [new WorkflowGang("train", [In(East, 3), In(West, 2)]), new WorkflowGang("test", [In(East, 1), In(West, 1)])],
        Inputs = [new DataInput(East, "train", gigabytes)],
        Flows = [new DataFlow("train", "test", 1)],
        Routes = [new Route(East, West) { Tariff = [new EgressTier(1, 0.1m)], MegabytesPerSecond = 100, ThroughputProvenance = new Provenance(Basis.Measured, "iperf") }],
    };

    private static GangCandidate In(SiteId site, int yuan) => new(site, new PoolId($"{site}.gpu"), 0, [new("price", yuan * 1_000_000L)]);

    [Fact]
    public void work_goes_to_the_cheap_site_while_its_data_is_small()
    {
        var plan = WorkflowPlanner.Solve(EastDataWestCompute(10), new WorkflowPolicy());
        plan.Choices.Select(c => c.Site).ShouldBe([West, West]);
        plan.Terms.ShouldBe([new("price", 3_000_000), new("egress", 900_000), new("transfer", 0)]);
    }

    [Fact]
    public void work_stays_with_its_data_when_moving_it_costs_more() =>
        WorkflowPlanner.Solve(EastDataWestCompute(12), new WorkflowPolicy()).Choices.Select(c => c.Site).ShouldBe([East, East]);

    [Fact]
    public void hours_of_transfer_come_from_the_measured_throughput_and_are_charged()
    {
        var policy = new WorkflowPolicy { EgressWeight = 0, TransferYuanPerHour = 3.6m };
        var transfer = WorkflowPlanner.Solve(EastDataWestCompute(10), policy).Transfers[0];
        transfer.Hours.ShouldBe(100 / 3600.0, 1e-12);
        transfer.ThroughputProvenance.Basis.ShouldBe(Basis.Measured);
        transfer.Terms.ShouldBe([new("egress", 0), new("transfer", 100_000)]);
        WorkflowPlanner.Solve(EastDataWestCompute(101), policy).Choices[0].Site.ShouldBe(East);
    }

    [Fact]
    public void every_other_candidate_is_explained_by_what_it_would_really_cost()
    {
        var (workflow, policy) = (EastDataWestCompute(10), new WorkflowPolicy());
        var judged = WorkflowExplainer.Explain(workflow, policy, WorkflowPlanner.Solve(workflow, policy), "train");
        judged[1].IsChosen.ShouldBeTrue();
        judged[0].DearerMicroYuan.ShouldBe(100_000);
        judged[0].AlsoMoves.ShouldBe(["test"]);
        judged[0].Terms.ShouldBe([new("price", 1_000_000), new("egress", -900_000), new("transfer", 0)]);
    }

    [Fact]
    public void a_candidate_that_cannot_get_its_data_is_refused_with_the_route()
    {
        var workflow = EastDataWestCompute(1) with { Routes = [] };
        var judged = WorkflowExplainer.Explain(workflow, new WorkflowPolicy(), WorkflowPlanner.Solve(workflow, new WorkflowPolicy()), "train");
        judged[1].RefusedBy.ShouldBe(Refusal.Because("route-unknown", ("fromSite", East), ("toSite", West)));
    }

    [Fact]
    public void what_is_no_workflow_is_refused_by_name()
    {
        var sound = EastDataWestCompute(1);
        Refusal(sound with { Flows = [new DataFlow("train", "test", 1), new DataFlow("test", "train", 1)] }).ShouldBe("workflow-has-a-circle");
        Refusal(sound with { Flows = [new DataFlow("train", "serve", 1)] }).ShouldBe("workflow-gang-unknown");
        Refusal(sound with { Flows = [new DataFlow("train", "test", double.NaN)] }).ShouldBe("workflow-data-size-invalid");
        Refusal(sound with { Gangs = [sound.Gangs[0], sound.Gangs[0]] }).ShouldBe("workflow-names-a-gang-twice");
        Refusal(sound with { Gangs = [sound.Gangs[0], new WorkflowGang("test", [])] }).ShouldBe("workflow-gang-has-no-candidate");
        Refusal(sound with { Gangs = [new WorkflowGang("train", [In(East, 1)]), new WorkflowGang("test", [In(West, 1)])], Routes = [] }).ShouldBe("workflow-cannot-be-connected");
        WorkflowPlanner.Solve(sound, new WorkflowPolicy { PairEntries = 3 }).Refused!.Code.ShouldBe("workflow-too-large");

        static string Refusal(Workflow workflow) => WorkflowPlanner.Solve(workflow, new WorkflowPolicy()).Refused!.Code;
    }

    [Fact]
    public void a_long_chain_and_a_wide_star_are_certified()
    {
        var names = Enumerable.Range(0, 3000).Select(g => $"g{g}").ToList();
        var gangs = names.Select((n, i) => new WorkflowGang(n, [In(East, 1 + i % 3), In(West, 1 + i % 2)])).ToArray();
        var routes = new[] { new Route(East, West) { Tariff = [new EgressTier(0, 0.3m)] }, new Route(West, East) { Tariff = [new EgressTier(0, 0.2m)] } };
        var chain = new Workflow { Gangs = gangs, Routes = routes, Flows = [.. names.Zip(names.Skip(1), (a, b) => new DataFlow(a, b, 1))] };
        var star = chain with { Flows = [.. names.Skip(1).Select(n => new DataFlow("g0", n, 1))] };
        WorkflowPlanner.Solve(chain, new WorkflowPolicy()).Proof.ShouldBe(WorkflowProof.Certified);
        WorkflowPlanner.Solve(star, new WorkflowPolicy()).Proof.ShouldBe(WorkflowProof.Certified);
    }

    [Fact]
    public void candidates_are_what_the_rulebook_admits_at_what_it_charges() => AnyProblem.Cases.Sample(
        c =>
        {
            var @case = new PlanningCase(c.Problem, c.Policy);
            foreach (var demand in @case.Demands)
            {
                foreach (var candidate in WorkflowCandidates.Of(c.Problem, c.Policy, demand.Demand))
                {
                    var law = new Candidacy(@case, demand, candidate.VariantIndex, @case.FindPool(candidate.Pool)!);
                    Rulebook.Admits(law).ShouldBeTrue();
                    candidate.Terms.Sum(t => t.MicroYuan).ShouldBe(Rulebook.CostOf(law, (int)law.FirstSlot));
                }
            }
        },
        iter: 50);
}
