using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Domain.Workloads;

namespace ComputeNet.Domain.Workflows;

/// <summary>What follows now for a workflow and its stages; stages without consequences are not listed.</summary>
public sealed record WorkflowStep(IReadOnlyList<(WorkloadId Stage, Decision Decision)> Stages, Decision OfWorkflow)
{
    public bool ChangesNothing => Stages.Count == 0 && OfWorkflow.Events.Count == 0;
}

/// <summary>How stages hang together, as pure functions. Looking twice changes nothing the second time, so it does not matter who looks when.</summary>
public static class WorkflowDecisions
{
    /// <summary>
    /// A stage whose predecessors have all succeeded may start; one with a predecessor that ended otherwise never will, and ends with that reason, and so on
    /// down the line. When every stage has ended, so has the workflow.
    /// </summary>
    /// <param name="workflow">The workflow.</param>
    /// <param name="stages">The workloads of all its stages, as they are.</param>
    /// <param name="now">When this is looked at.</param>
    public static WorkflowStep Advance(this Workflow workflow, IReadOnlyDictionary<WorkloadId, Workload> stages, DateTimeOffset now)
    {
        var (state, decided) = (new Dictionary<WorkloadId, Workload>(stages), new List<(WorkloadId, Decision)>());
        for (var isSettled = false; !isSettled;)
        {
            isSettled = true;
            foreach (var stage in workflow.Stages)
            {
                var next = Next(workflow, stage, state, now);
                if (next.Events.Count == 0)
                    continue;
                isSettled = false;
                decided.Add((stage.Workload, next));
                state[stage.Workload] = next.Events.Aggregate(state[stage.Workload], Evolve.Apply);
            }
        }
        var outcomes = workflow.Stages.Select(s => state[s.Workload].Outcome).ToList();
        var end = workflow.Outcome is null && outcomes.All(o => o is not null)
            ? Decision.Happens(new WorkflowFinished(workflow.WorkflowId, OutcomeOf(outcomes), now))
            : Decision.Nothing;
        return new WorkflowStep(decided, end);
    }

    /// <summary>Everything of it is to stop; stopping each stage is up to its workload.</summary>
    public static Decision Cancel(this Workflow workflow, DateTimeOffset now) => workflow switch
    {
        { Outcome: WorkloadOutcome.Cancelled } or { Outcome: null, CancelRequested: true } => Decision.Nothing,
        { Outcome: { } outcome } => Decision.Refuse("workflow-finished", ("workflow", workflow.WorkflowId), ("outcome", outcome)),
        _ => Decision.Happens(new WorkflowCancelRequested(workflow.WorkflowId, now)),
    };

    private static Decision Next(Workflow workflow, WorkflowStage stage, Dictionary<WorkloadId, Workload> state, DateTimeOffset now)
    {
        var inputs = workflow.Into(stage).Select(i => (i.Stage, i.Gigabytes, Workload: state[i.Stage.Workload])).ToList();
        if (inputs.FirstOrDefault(i => i.Workload.Outcome is WorkloadOutcome.Failed or WorkloadOutcome.Cancelled) is { Stage: { } ended } lost)
            return state[stage.Workload].EndUnfed(Refusal.Because("predecessor-ended", ("stage", ended.Name), ("workload", ended.Workload), ("outcome", lost.Workload.Outcome)), now);
        return inputs.All(i => i.Workload.Outcome == WorkloadOutcome.Succeeded)
            ? state[stage.Workload].Release([.. inputs.Select(i => new StageInput(i.Stage.Workload, i.Workload.Current!.Site, i.Gigabytes))], now)
            : Decision.Nothing;
    }

    /// <summary>Follows from how the stages ended, not from the order in which they did.</summary>
    private static WorkloadOutcome OutcomeOf(List<WorkloadOutcome?> outcomes) =>
        outcomes.Contains(WorkloadOutcome.Failed) ? WorkloadOutcome.Failed
        : outcomes.Contains(WorkloadOutcome.Cancelled) ? WorkloadOutcome.Cancelled
        : WorkloadOutcome.Succeeded;
}
