using ComputeNet.Contracts.Plans;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Portal.Api;

/// <summary>The planning rounds on record.</summary>
public interface IPlans
{
    IAsyncEnumerable<Live<Page<PlanSummary>>> WatchAsync(CancellationToken ct);

    /// <summary>A further page, once.</summary>
    Task<Outcome<Page<PlanSummary>>> ListAsync(string cursor, CancellationToken ct);

    /// <summary>One plan whole, replayed just now; a record does not change, so it is read once.</summary>
    Task<Outcome<PlanView>> GetAsync(PlanId plan, CancellationToken ct);
}

internal sealed class PlansApi(Door door, LiveQuery live) : IPlans
{
    public IAsyncEnumerable<Live<Page<PlanSummary>>> WatchAsync(CancellationToken ct) =>
        live.WatchAsync((client, token) => client.ListPlansAsync(null, 50, token), change => change.Noun == "plan", ct);

    public Task<Outcome<Page<PlanSummary>>> ListAsync(string cursor, CancellationToken ct) => door.AskAsync(client => client.ListPlansAsync(cursor, 50, ct));

    public Task<Outcome<PlanView>> GetAsync(PlanId plan, CancellationToken ct) => door.AskAsync(client => client.GetPlanAsync(plan, ct));
}
