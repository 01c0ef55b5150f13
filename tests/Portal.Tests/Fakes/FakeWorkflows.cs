using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workflows;
using ComputeNet.Portal.Api;

namespace ComputeNet.Portal.Tests.Fakes;

/// <summary>Workflows that answer what the test says and remember what was cancelled.</summary>
internal sealed class FakeWorkflows : IWorkflows
{
    public FakeWatch<Page<WorkflowSummary>> List { get; } = new();
    public FakeWatch<WorkflowView> One { get; } = new();
    public List<WorkflowId> Cancelled { get; } = [];
    public Outcome<WorkflowView> CancelAnswer { get; set; } = Trouble.Unreachable;

    public IAsyncEnumerable<Live<Page<WorkflowSummary>>> WatchAsync(WorkflowQuery query, CancellationToken ct) => List.WatchAsync(ct);

    public Task<Outcome<Page<WorkflowSummary>>> ListAsync(WorkflowQuery query, CancellationToken ct) => Task.FromResult<Outcome<Page<WorkflowSummary>>>(Trouble.Unreachable);

    public IAsyncEnumerable<Live<WorkflowView>> WatchAsync(WorkflowId workflow, CancellationToken ct) => One.WatchAsync(ct);

    public Task<Outcome<WorkflowView>> CancelAsync(WorkflowId workflow, CancellationToken ct)
    {
        Cancelled.Add(workflow);
        return Task.FromResult(CancelAnswer);
    }
}
