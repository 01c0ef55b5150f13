using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workflows;
using ComputeNet.Domain;
using ComputeNet.Domain.Pools;
using ComputeNet.Domain.Workflows;
using ComputeNet.Domain.Workloads;
using ComputeNet.Service.Http;
using ComputeNet.Service.Plans;
using ComputeNet.Service.Sites;
using Marten;

namespace ComputeNet.Service.Workflows;

/// <summary><c>POST /api/workflows/{id}/cancel</c>: every stage that has not ended is cancelled; those that run end when their sites have stopped them.</summary>
public static class Cancel
{
    public static async Task<WorkflowView> Handle(
        WorkflowId id, CommandContext context, IDocumentStore store, SiteSignals signals, RoundTrigger round, WorkflowReader reader, CancellationToken ct)
    {
        var sites = await store.ChangeAsync(context, session => CancelAsync(session, id, context, ct), ct);
        foreach (var site in sites)
            signals.Wake(site);
        // The round draws the consequences: when no stage runs, the workflow has ended.
        round.Request();
        return await reader.ReadAsync(id, context, ct);
    }

    private static async Task<IReadOnlyList<SiteId>> CancelAsync(IDocumentSession session, WorkflowId id, CommandContext context, CancellationToken ct)
    {
        var workflow = context.Owned(await session.LoadAsync<Workflow>(Workflow.StreamOf(id), ct), id);
        var cancelled = workflow.Cancel(context.Now);
        session.Append<Workflow>(workflow.Id, workflow.Revision, cancelled);
        if (cancelled.Events.Count == 0)
            return [];
        var stages = (await session.WorkloadsAsync(workflow.Stages.Select(s => s.Workload), ct)).Values.Where(w => !w.IsFinished).ToList();
        foreach (var stage in stages)
            session.Append<Workload>(stage.Id, stage.Revision, stage.Cancel(context.Now));
        var running = stages.Where(s => s.Current is not null).ToLookup(s => s.Current!.Pool, s => s.Current!);
        foreach (var pool in (await session.LoadManyAsync<Pool>(ct, [.. running.Select(r => Pool.StreamOf(r.Key))])).Select(p => new Draft<Pool>(p.Id, p.Revision, p)))
        {
            foreach (var attempt in running[pool.State.PoolId])
                pool.Add(pool.State.RequestStop(attempt.Job, "cancelled", context.Now).OrThrow(), Evolve.Apply);
            session.Append<Pool>(pool.Stream, pool.Revision, Decision.Happens([.. pool.Events]));
        }
        return [.. running.SelectMany(r => r).Select(a => a.Site).Distinct()];
    }

    /// <summary>A tenant sees and commands only its own; what belongs to others looks exactly like what does not exist.</summary>
    internal static Workflow Owned(this CommandContext context, Workflow? workflow, WorkflowId id) =>
        workflow is not null && Workloads.Ownership.MaySee(context, workflow.Tenant) ? workflow : throw new RefusedException(Refusal.Because("workflow-unknown", ("workflow", id)));
}
