using System.Text.Json;
using ComputeNet.Brain.Workflows;
using ComputeNet.Contracts.Vocabulary;
using CsCheck;

namespace ComputeNet.Brain.Tests.Workflows;

/// <summary>What holds for every workflow that is placed, searched with random ones.</summary>
public sealed class LawsOfEveryWorkflow
{
    private static readonly Gen<(Workflow Workflow, WorkflowPolicy Policy)> Cases = Gen.Select(AnyWorkflow.Small, AnyWorkflow.Policy);

    [Fact]
    public void no_placement_is_cheaper_than_the_plan() => Cases.Sample(
        c =>
        {
            var plan = WorkflowPlanner.Solve(c.Workflow, c.Policy);
            (plan.Refused is null ? plan.ObjectiveMicroYuan : default(long?)).ShouldBe(EveryPlacement.Cheapest(c.Workflow, c.Policy));
        },
        iter: 2000);

    [Fact]
    public void every_plan_keeps_its_law_and_its_terms_sum_to_the_objective() => Cases.Sample(
        c =>
        {
            var plan = WorkflowPlanner.Solve(c.Workflow, c.Policy);
            WorkflowChecker.Check(c.Workflow, c.Policy, plan).ShouldBeEmpty();
            (plan.Choices.SelectMany(x => x.Terms).Sum(t => t.MicroYuan) + plan.Transfers.SelectMany(x => x.Terms).Sum(t => t.MicroYuan)).ShouldBe(plan.ObjectiveMicroYuan);
        },
        iter: 500);

    [Fact]
    public void the_bound_is_recomputed_from_the_certificate_and_holds() => Cases.Sample(
        c =>
        {
            var plan = WorkflowPlanner.Solve(c.Workflow, c.Policy);
            if (plan.Refused is not null)
                return;
            WorkflowBound.Recompute(c.Workflow, c.Policy, plan.Certificate).ShouldBe(plan.LowerBoundMicroYuan);
            plan.LowerBoundMicroYuan.ShouldBeLessThanOrEqualTo(plan.ObjectiveMicroYuan);
            (plan.Proof == WorkflowProof.Certified).ShouldBe(plan.LowerBoundMicroYuan == plan.ObjectiveMicroYuan);
            plan.Proof.ShouldNotBe(WorkflowProof.None);
        },
        iter: 500);

    [Fact]
    public void with_room_for_the_tables_every_plan_is_certified() => AnyWorkflow.Small.Sample(
        workflow =>
        {
            var plan = WorkflowPlanner.Solve(workflow, new WorkflowPolicy());
            if (plan.Refused is null)
                plan.Proof.ShouldBe(WorkflowProof.Certified);
        },
        iter: 500);

    [Fact]
    public void a_certificate_that_promises_more_is_refused_or_proves_less() => Gen.Select(Cases, Gen.Int[0, 1000], Gen.Long[1, 1_000_000]).Sample(
        (c, which, more) =>
        {
            var plan = WorkflowPlanner.Solve(c.Workflow, c.Policy);
            var passing = plan.Certificate.Parts.Where(p => p.Passes.Count > 0).ToList();
            if (plan.Refused is not null || passing.Count == 0)
                return;
            var part = passing[which % passing.Count];
            var damaged = part with { Passes = [.. part.Passes.Select((p, i) => i == which % part.Passes.Count ? Math.Min(p + more, WorkflowCertificate.Impossible) : p)] };
            var certificate = plan.Certificate with { Parts = [.. plan.Certificate.Parts.Select(p => p == part ? damaged : p)] };
            WorkflowBound.Recompute(c.Workflow, c.Policy, certificate).ShouldBeLessThanOrEqualTo(plan.ObjectiveMicroYuan);
        },
        iter: 500);

    [Fact]
    public void the_same_workflow_gives_the_same_plan() => Cases.Sample(
        c => JsonSerializer.Serialize(WorkflowPlanner.Solve(c.Workflow, c.Policy)).ShouldBe(JsonSerializer.Serialize(WorkflowPlanner.Solve(c.Workflow, c.Policy))), iter: 200);

    [Fact]
    public void another_candidate_never_makes_a_workflow_dearer() => Gen.Select(Cases, Gen.Int[0, 5], Gen.Long[0, 20]).Sample(
        (c, which, price) =>
        {
            var (before, gang) = (WorkflowPlanner.Solve(c.Workflow, c.Policy), which % c.Workflow.Gangs.Count);
            var extra = new GangCandidate(new SiteId("s0"), new PoolId("s0.more"), 0, [new("price", price)]);
            var more = c.Workflow with { Gangs = [.. c.Workflow.Gangs.Select((g, i) => i == gang ? g with { Candidates = [.. g.Candidates, extra] } : g)] };
            var after = WorkflowPlanner.Solve(more, c.Policy);
            if (before.Refused is null)
                after.ObjectiveMicroYuan.ShouldBeLessThanOrEqualTo(before.ObjectiveMicroYuan);
        },
        iter: 500);

    [Fact]
    public void a_stopped_search_still_gives_a_plan_within_its_bound() => AnyWorkflow.Small.Sample(
        workflow =>
        {
            var policy = new WorkflowPolicy { TableEntries = 1, SearchedPlacements = 0 };
            var plan = WorkflowPlanner.Solve(workflow, policy);
            WorkflowChecker.Check(workflow, policy, plan).ShouldBeEmpty();
            if (EveryPlacement.Cheapest(workflow, policy) is { } cheapest)
                (plan.LowerBoundMicroYuan <= cheapest && cheapest <= plan.ObjectiveMicroYuan).ShouldBeTrue();
        },
        iter: 500);
}
