using ComputeNet.Contracts.Plans;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;

namespace ComputeNet.Portal.Api;

/// <summary>The workloads that the signed-in person may see, and what may be done with them.</summary>
public interface IWorkloads
{
    /// <summary>The first page of a filtered list, now and after every change.</summary>
    IAsyncEnumerable<Live<Page<WorkloadSummary>>> WatchAsync(WorkloadQuery query, CancellationToken ct);

    /// <summary>A further page, once.</summary>
    Task<Outcome<Page<WorkloadSummary>>> ListAsync(WorkloadQuery query, CancellationToken ct);

    IAsyncEnumerable<Live<WorkloadView>> WatchAsync(WorkloadId workload, CancellationToken ct);

    /// <summary>Why here: the decision of the round that placed it, or of the last round while it waits; again after every round.</summary>
    IAsyncEnumerable<Live<DecisionView>> WatchDecisionAsync(WorkloadId workload, CancellationToken ct);

    /// <summary>Which single wish less would place it or make it cheaper; again after every round.</summary>
    IAsyncEnumerable<Live<CounterfactualsView>> WatchCounterfactualsAsync(WorkloadId workload, CancellationToken ct);

    /// <summary>The candidate table of a workload that is not submitted; stores nothing.</summary>
    Task<Outcome<DecisionView>> PreviewAsync(SubmitWorkload body, CancellationToken ct);

    /// <summary>Submitting twice with the same key submits once.</summary>
    Task<Outcome<WorkloadAccepted>> SubmitAsync(SubmitWorkload body, string idempotencyKey, CancellationToken ct);

    Task<Outcome<WorkloadView>> CancelAsync(WorkloadId workload, CancellationToken ct);
}

internal sealed class WorkloadsApi(Door door, LiveQuery live) : IWorkloads
{
    public IAsyncEnumerable<Live<Page<WorkloadSummary>>> WatchAsync(WorkloadQuery query, CancellationToken ct) =>
        live.WatchAsync((client, token) => client.ListWorkloadsAsync(query, token), change => change.Noun == "workload", ct);

    public Task<Outcome<Page<WorkloadSummary>>> ListAsync(WorkloadQuery query, CancellationToken ct) =>
        door.AskAsync(client => client.ListWorkloadsAsync(query, ct));

    public IAsyncEnumerable<Live<WorkloadView>> WatchAsync(WorkloadId workload, CancellationToken ct) =>
        live.WatchAsync((client, token) => client.GetWorkloadAsync(workload, token), change => change.Noun == "workload" && change.Id == workload.Value, ct);

    public IAsyncEnumerable<Live<DecisionView>> WatchDecisionAsync(WorkloadId workload, CancellationToken ct) =>
        live.WatchAsync(
            (client, token) => client.GetDecisionAsync(workload, token),
            change => change.Noun == "plan" || change.Noun == "workload" && change.Id == workload.Value,
            ct);

    public IAsyncEnumerable<Live<CounterfactualsView>> WatchCounterfactualsAsync(WorkloadId workload, CancellationToken ct) =>
        live.WatchAsync(
            (client, token) => client.GetCounterfactualsAsync(workload, token),
            change => change.Noun == "plan" || change.Noun == "workload" && change.Id == workload.Value,
            ct);

    public Task<Outcome<DecisionView>> PreviewAsync(SubmitWorkload body, CancellationToken ct) => door.AskAsync(client => client.PreviewAsync(body, ct));

    public Task<Outcome<WorkloadAccepted>> SubmitAsync(SubmitWorkload body, string idempotencyKey, CancellationToken ct) =>
        door.AskAsync(client => client.SubmitAsync(body, ct, idempotencyKey));

    public Task<Outcome<WorkloadView>> CancelAsync(WorkloadId workload, CancellationToken ct) => door.AskAsync(client => client.CancelAsync(workload, ct));
}
