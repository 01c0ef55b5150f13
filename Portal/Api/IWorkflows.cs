using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workflows;

namespace ComputeNet.Portal.Api;

/// <summary>The workflows that the signed-in person may see, and what may be done with them.</summary>
public interface IWorkflows
{
    /// <summary>The first page of the list, now and after every change.</summary>
    IAsyncEnumerable<Live<Page<WorkflowSummary>>> WatchAsync(WorkflowQuery query, CancellationToken ct);

    /// <summary>A further page, once.</summary>
    Task<Outcome<Page<WorkflowSummary>>> ListAsync(WorkflowQuery query, CancellationToken ct);

    /// <summary>One workflow whole, now and whenever it, one of its stages or the plan changes.</summary>
    IAsyncEnumerable<Live<WorkflowView>> WatchAsync(WorkflowId workflow, CancellationToken ct);

    Task<Outcome<WorkflowView>> CancelAsync(WorkflowId workflow, CancellationToken ct);
}

internal sealed class WorkflowsApi(Door door, LiveQuery live) : IWorkflows
{
    public IAsyncEnumerable<Live<Page<WorkflowSummary>>> WatchAsync(WorkflowQuery query, CancellationToken ct) =>
        live.WatchAsync((client, token) => client.Workflows.ListAsync(query, token), change => change.Noun is "workflow" or "workload", ct);

    public Task<Outcome<Page<WorkflowSummary>>> ListAsync(WorkflowQuery query, CancellationToken ct) => door.AskAsync(client => client.Workflows.ListAsync(query, ct));

    public IAsyncEnumerable<Live<WorkflowView>> WatchAsync(WorkflowId workflow, CancellationToken ct)
    {
        IReadOnlySet<string> stages = new HashSet<string>();
        return live.WatchAsync(
            async (client, token) =>
            {
                var view = await client.Workflows.GetAsync(workflow, token);
                stages = view.Stages.Select(s => s.Workload.Value).ToHashSet();
                return view;
            },
            change => change.Noun == "workflow" && change.Id == workflow.Value || change.Noun == "workload" && stages.Contains(change.Id) || change.Noun == "plan",
            ct);
    }

    public Task<Outcome<WorkflowView>> CancelAsync(WorkflowId workflow, CancellationToken ct) => door.AskAsync(client => client.Workflows.CancelAsync(workflow, ct));
}
