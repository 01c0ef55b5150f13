using ComputeNet.Contracts.Plans;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workflows;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Domain;
using ComputeNet.Domain.Workflows;
using ComputeNet.Domain.Workloads;
using CsCheck;

namespace ComputeNet.Orchestrator.Tests.Workflows;

/// <summary>
/// Random graphs whose stages each have their fate in store, in every order of events and with somebody looking at any time: where it ends depends on
/// the fates alone.
/// </summary>
public class WorkflowLaws
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly CandidateFigures Figures = new(1, Provenance.Unknown, null, Provenance.Unknown, null, null, Provenance.Unknown);

    private static readonly Gen<(Workflow Workflow, WorkloadOutcome[] Fates, int[] Moves)> Stories =
        from stages in Gen.Int[1, 7]
        from ends in Gen.Select(Gen.Int[0, stages - 1], Gen.Int[0, stages - 1], Gen.Int[0, 3]).Array[0, 10]
        from fates in Gen.Frequency((6, Gen.Const(WorkloadOutcome.Succeeded)), (1, Gen.Const(WorkloadOutcome.Failed)), (1, Gen.Const(WorkloadOutcome.Cancelled))).Array[stages]
        from moves in Gen.Int[0, 1000].Array[0, 60]
        select (Make(stages, ends), fates, moves);

    [Fact]
    public void every_order_of_events_reaches_the_one_end_that_the_fates_decide() => Stories.Sample(
        story =>
        {
            var (workflow, fates, moves) = story;
            var (states, finished) = (Fresh(workflow), 0);
            void Look()
            {
                var step = workflow.Advance(states, Now);
                Apply(states, step);
                finished += step.OfWorkflow.Events.Count;
                workflow = step.OfWorkflow.Events.Aggregate(workflow, Evolve.Apply);
                workflow.Advance(states, Now).ChangesNothing.ShouldBeTrue("looking again changes nothing");
            }

            // Moves at random, a look now and then; afterwards whatever is left to be done, in turn.
            foreach (var move in moves.Concat(Enumerable.Range(0, 8 * fates.Length)))
            {
                if (move % 7 == 0)
                    Look();
                Move(workflow, states, move % fates.Length, fates);
                NobodyRunsBeforeItsInputs(workflow, states);
            }
            for (var turn = 0; turn < 2 * fates.Length; turn++)
            {
                Look();
                for (var stage = 0; stage < fates.Length; stage++)
                {
                    Move(workflow, states, stage, fates);
                    Move(workflow, states, stage, fates);
                }
            }
            Look();

            var expected = Ends(workflow, fates);
            workflow.Stages.Select(s => states[s.Workload].Outcome).ShouldBe(expected.Select(o => (WorkloadOutcome?)o));
            workflow.Outcome.ShouldBe(expected.Contains(WorkloadOutcome.Failed) ? WorkloadOutcome.Failed : expected.Contains(WorkloadOutcome.Cancelled) ? WorkloadOutcome.Cancelled : WorkloadOutcome.Succeeded);
            finished.ShouldBe(1);
            foreach (var unfed in workflow.Stages.Where((s, i) => expected[i] != fates[i]).Select(s => states[s.Workload]))
                (unfed.Why!.Code, unfed.Attempts).ShouldBe(("predecessor-ended", 0));
        },
        iter: 500);

    [Fact]
    public void a_cancelled_workflow_ends_cancelled_and_only_once()
    {
        var workflow = Make(3, [(0, 1, 1), (1, 2, 1)]);
        var states = Fresh(workflow);
        workflow = workflow.Cancel(Now).OrThrow().Aggregate(workflow, Evolve.Apply);
        foreach (var stage in workflow.Stages)
            states[stage.Workload] = After(states[stage.Workload], states[stage.Workload].Cancel(Now));

        var step = workflow.Advance(states, Now);

        step.OfWorkflow.Events.ShouldBe([new WorkflowFinished(workflow.WorkflowId, WorkloadOutcome.Cancelled, Now)]);
        workflow.Cancel(Now).ShouldBe(Decision.Nothing);
        workflow = step.OfWorkflow.Events.Aggregate(workflow, Evolve.Apply);
        workflow.Cancel(Now).ShouldBe(Decision.Nothing);
        workflow.Advance(states, Now).ChangesNothing.ShouldBeTrue();
        (workflow with { Outcome = WorkloadOutcome.Failed }).Cancel(Now).Refusal!.Code.ShouldBe("workflow-finished");
    }

    [Fact]
    public void a_stage_learns_where_each_of_its_inputs_lies()
    {
        var workflow = Make(3, [(0, 2, 3), (1, 2, 0)]);
        var states = Fresh(workflow);
        foreach (var first in new[] { 0, 1 })
        {
            Move(workflow, states, first, [WorkloadOutcome.Succeeded, WorkloadOutcome.Succeeded, WorkloadOutcome.Succeeded]);
            Move(workflow, states, first, [WorkloadOutcome.Succeeded, WorkloadOutcome.Succeeded, WorkloadOutcome.Succeeded]);
        }

        Apply(states, workflow.Advance(states, Now));

        var last = states[workflow.Stages[2].Workload];
        last.Inputs.ShouldBe([new(new("w-0"), new("site-0"), 3), new(new("w-1"), new("site-1"), 0)]);
        last.RequestWithInputs().Placement.Data.ShouldBe([new DataSet(new("site-0"), 3)], "what has no size does not have to be moved");
    }

    /// <summary>Placed if it may be, then ended as its fate has it; one that is to be cancelled is so at once.</summary>
    private static void Move(Workflow workflow, Dictionary<WorkloadId, Workload> states, int stage, WorkloadOutcome[] fates)
    {
        var workload = states[workflow.Stages[stage].Workload];
        if (workload.IsFinished)
            return;
        var mayStart = workflow.Into(workflow.Stages[stage]).All(i => states[i.Stage.Workload].Outcome == WorkloadOutcome.Succeeded);
        var decision = workload.Current is null
            ? workload.Place(new FencingToken(1), new SiteId($"site-{stage}"), new PoolId($"site-{stage}.a"), 0, 1, new PlanId("p-1"), Now, Now, Figures, Now)
            : fates[stage] == WorkloadOutcome.Cancelled && !workload.CancelRequested ? workload.Cancel(Now)
            : workload.See(new JobSighting(workload.Current.Job, workload.Current.Token, EndOf(fates[stage]), Now), Now);
        if (workload.Current is null && decision.Refusal is null)
            mayStart.ShouldBeTrue();
        if (decision.Refusal is null)
            states[workload.WorkloadId] = After(workload, decision);
    }

    private static JobState EndOf(WorkloadOutcome fate) => fate switch { WorkloadOutcome.Succeeded => JobState.Succeeded, WorkloadOutcome.Failed => JobState.Failed, _ => JobState.Stopped };

    private static void NobodyRunsBeforeItsInputs(Workflow workflow, Dictionary<WorkloadId, Workload> states)
    {
        foreach (var stage in workflow.Stages.Where(s => states[s.Workload].Current is not null))
            workflow.Into(stage).All(i => states[i.Stage.Workload].Outcome == WorkloadOutcome.Succeeded).ShouldBeTrue(stage.Name);
    }

    /// <summary>By hand: who is fed meets its fate, everybody else ends cancelled. Flows lead from lower to higher numbers.</summary>
    private static WorkloadOutcome[] Ends(Workflow workflow, WorkloadOutcome[] fates)
    {
        var ends = new WorkloadOutcome[fates.Length];
        for (var stage = 0; stage < fates.Length; stage++)
            ends[stage] = workflow.Flows.Where(f => f.To == $"s{stage}").All(f => ends[int.Parse(f.From[1..])] == WorkloadOutcome.Succeeded) ? fates[stage] : WorkloadOutcome.Cancelled;
        return ends;
    }

    private static void Apply(Dictionary<WorkloadId, Workload> states, WorkflowStep step)
    {
        foreach (var (stage, decision) in step.Stages)
            states[stage] = After(states[stage], decision);
    }

    private static Workload After(Workload workload, Decision decision) => decision.OrThrow().Aggregate(workload, Evolve.Apply);

    private static Workflow Make(int stages, (int, int, int)[] ends) => Workflow.Create(new WorkflowSubmitted(
        new("f-1"), new("demo"), "random", [.. Enumerable.Range(0, stages).Select(s => new WorkflowStage($"s{s}", new($"w-{s}")))],
        [.. ends.Where(e => e.Item1 < e.Item2).DistinctBy(e => (e.Item1, e.Item2)).Select(e => new StageFlow($"s{e.Item1}", $"s{e.Item2}", e.Item3))], Now));

    private static Dictionary<WorkloadId, Workload> Fresh(Workflow workflow) => workflow.Stages.ToDictionary(s => s.Workload, s => Workload.Create(new WorkloadSubmitted(
        s.Workload, workflow.Tenant, new SubmitWorkload { Name = s.Name, Variants = [new Variant { Architecture = Architecture.Cpu, DevicesPerMember = 1, TimeLimitSeconds = 60, Command = ["true"] }] },
        Now, new StageOf(workflow.WorkflowId, [.. workflow.Into(s).Select(i => i.Stage.Workload)]))));
}
