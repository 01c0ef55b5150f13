using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workflows;

namespace ComputeNet.Client;

/// <summary>Workloads that hand data to each other: submit, list, read, cancel.</summary>
public sealed class WorkflowsClient(ApiConnection connection)
{
    public Task<WorkflowAccepted> SubmitAsync(SubmitWorkflow body, CancellationToken ct = default, string? idempotencyKey = null) =>
        connection.PostAsync<WorkflowAccepted>("api/workflows", body, ct, idempotencyKey);

    public Task<Page<WorkflowSummary>> ListAsync(WorkflowQuery query, CancellationToken ct = default) =>
        connection.GetAsync<Page<WorkflowSummary>>(QueryText.Of("api/workflows", query), ct);

    public Task<WorkflowView> GetAsync(WorkflowId id, CancellationToken ct = default) => connection.GetAsync<WorkflowView>($"api/workflows/{id}", ct);

    public Task<WorkflowView> CancelAsync(WorkflowId id, CancellationToken ct = default) => connection.PostAsync<WorkflowView>($"api/workflows/{id}/cancel", new { }, ct);
}
