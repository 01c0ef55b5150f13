using ComputeNet.Contracts.Plans;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;
using ComputeNet.Portal.Api;

namespace ComputeNet.Portal.Tests.Fakes;

/// <summary>Workloads that answer what the test says and remember what they were asked.</summary>
internal sealed class FakeWorkloads : IWorkloads
{
    public FakeWatch<Page<WorkloadSummary>> List { get; } = new();
    public FakeWatch<WorkloadView> One { get; } = new();
    public FakeWatch<DecisionView> Decision { get; } = new();
    public FakeWatch<CounterfactualsView> Counterfactuals { get; } = new();
    public Dictionary<string, Page<WorkloadSummary>> Pages { get; } = [];
    public List<WorkloadQuery> Queries { get; } = [];
    public List<WorkloadId> Cancelled { get; } = [];
    public List<(SubmitWorkload Body, string Key)> Submits { get; } = [];
    public List<SubmitWorkload> Previews { get; } = [];
    public Func<Task<Outcome<WorkloadAccepted>>> OnSubmit { get; set; } = () => Task.FromResult<Outcome<WorkloadAccepted>>(new WorkloadAccepted(new("w-new"), WorkloadPhase.Pending, null, 1));
    public Outcome<DecisionView> PreviewAnswer { get; set; } = Trouble.Unreachable;
    public Outcome<WorkloadView> CancelAnswer { get; set; } = Trouble.Unreachable;

    public IAsyncEnumerable<Live<Page<WorkloadSummary>>> WatchAsync(WorkloadQuery query, CancellationToken ct)
    {
        Queries.Add(query);
        return List.WatchAsync(ct);
    }

    public Task<Outcome<Page<WorkloadSummary>>> ListAsync(WorkloadQuery query, CancellationToken ct)
    {
        Queries.Add(query);
        return Task.FromResult<Outcome<Page<WorkloadSummary>>>(Pages.TryGetValue(query.Cursor ?? "", out var page) ? page : Trouble.Unreachable);
    }

    public IAsyncEnumerable<Live<WorkloadView>> WatchAsync(WorkloadId workload, CancellationToken ct) => One.WatchAsync(ct);

    public IAsyncEnumerable<Live<DecisionView>> WatchDecisionAsync(WorkloadId workload, CancellationToken ct) => Decision.WatchAsync(ct);

    public IAsyncEnumerable<Live<CounterfactualsView>> WatchCounterfactualsAsync(WorkloadId workload, CancellationToken ct) => Counterfactuals.WatchAsync(ct);

    public Task<Outcome<DecisionView>> PreviewAsync(SubmitWorkload body, CancellationToken ct)
    {
        Previews.Add(body);
        return Task.FromResult(PreviewAnswer);
    }

    public Task<Outcome<WorkloadAccepted>> SubmitAsync(SubmitWorkload body, string idempotencyKey, CancellationToken ct)
    {
        Submits.Add((body, idempotencyKey));
        return OnSubmit();
    }

    public Task<Outcome<WorkloadView>> CancelAsync(WorkloadId workload, CancellationToken ct)
    {
        Cancelled.Add(workload);
        return Task.FromResult(CancelAnswer);
    }
}
