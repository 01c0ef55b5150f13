using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Domain;
using ComputeNet.Domain.Workflows;
using ComputeNet.Domain.Workloads;
using ComputeNet.Service.Http;
using ComputeNet.Service.Sites;
using Marten;

namespace ComputeNet.Service.Workflows;

/// <summary>A workflow that goes on, with the workloads of its stages as they are.</summary>
public sealed record WorkflowInHand(Workflow Workflow, IReadOnlyDictionary<WorkloadId, Workload> Stages);

/// <summary>
/// Step 0 of a round: looks at every workflow that goes on and draws the consequences of how its stages ended. It looks at how things are and not at what
/// happened since, so a round that was missed or repeated does no harm. One transaction per workflow that changes.
/// </summary>
public sealed class AdvanceWorkflows(IDocumentStore store)
{
    public async Task<IReadOnlyList<WorkflowInHand>> RunAsync(CommandContext context, CancellationToken ct)
    {
        await using var session = store.QuerySession();
        var open = await session.Query<Workflow>().Where(w => w.Outcome == null).OrderBy(w => w.Id).ToListAsync(ct);
        var workloads = await session.WorkloadsAsync(open.SelectMany(w => w.Stages).Select(s => s.Workload), ct);
        var goOn = new List<WorkflowInHand>();
        foreach (var workflow in open)
        {
            var hand = new WorkflowInHand(workflow, workflow.Stages.ToDictionary(s => s.Workload, s => workloads[s.Workload]));
            if (!workflow.Advance(hand.Stages, context.Now).ChangesNothing)
                hand = await store.ChangeAsync(context, change => AdvanceAsync(change, workflow.WorkflowId, context.Now, ct), ct);
            if (hand.Workflow.Outcome is null)
                goOn.Add(hand);
        }
        return goOn;
    }

    /// <summary>The consequences for one workflow, appended to the session; returns it as it will be.</summary>
    public static async Task<WorkflowInHand> AdvanceAsync(IDocumentSession session, WorkflowId id, DateTimeOffset now, CancellationToken ct)
    {
        var workflow = await session.LoadAsync<Workflow>(Workflow.StreamOf(id), ct) ?? throw new InvalidOperationException($"The workflow {id} has no stream.");
        var stages = new Dictionary<WorkloadId, Workload>(await session.WorkloadsAsync(workflow.Stages.Select(s => s.Workload), ct));
        var step = workflow.Advance(stages, now);
        foreach (var stage in step.Stages.GroupBy(s => s.Stage, s => s.Decision))
        {
            var before = stages[stage.Key];
            var happened = Decision.Happens([.. stage.SelectMany(d => d.OrThrow())]);
            session.Append<Workload>(before.Id, before.Revision, happened);
            stages[stage.Key] = happened.Events.Aggregate(before, Evolve.Apply);
        }
        session.Append<Workflow>(workflow.Id, workflow.Revision, step.OfWorkflow);
        return new WorkflowInHand(step.OfWorkflow.Events.Aggregate(workflow, Evolve.Apply), stages);
    }
}
