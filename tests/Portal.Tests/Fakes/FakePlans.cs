using ComputeNet.Contracts.Plans;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Portal.Api;

namespace ComputeNet.Portal.Tests.Fakes;

/// <summary>Plans that are what the test says.</summary>
internal sealed class FakePlans : IPlans
{
    public FakeWatch<Page<PlanSummary>> List { get; } = new();
    public Outcome<PlanView> Answer { get; set; } = Trouble.Unreachable;

    public IAsyncEnumerable<Live<Page<PlanSummary>>> WatchAsync(CancellationToken ct) => List.WatchAsync(ct);

    public Task<Outcome<Page<PlanSummary>>> ListAsync(string cursor, CancellationToken ct) => Task.FromResult<Outcome<Page<PlanSummary>>>(Trouble.Unreachable);

    public Task<Outcome<PlanView>> GetAsync(PlanId plan, CancellationToken ct) => Task.FromResult(Answer);
}
