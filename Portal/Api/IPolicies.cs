using ComputeNet.Contracts.Policies;

namespace ComputeNet.Portal.Api;

/// <summary>How the network weighs price, latency and carbon.</summary>
public interface IPolicies
{
    IAsyncEnumerable<Live<PolicyView>> WatchAsync(CancellationToken ct);

    /// <summary>What the newest plan would have been under another policy.</summary>
    Task<Outcome<PolicyWhatIf>> AskWhatIfAsync(SetPolicy policy, CancellationToken ct);

    /// <summary>Sets the policy; refused if it has changed since <paramref name="expectedVersion"/>.</summary>
    Task<Outcome<PolicyView>> SetAsync(SetPolicy policy, long expectedVersion, CancellationToken ct);
}

internal sealed class PoliciesApi(Door door, LiveQuery live) : IPolicies
{
    public IAsyncEnumerable<Live<PolicyView>> WatchAsync(CancellationToken ct) => live.WatchAsync((client, token) => client.GetPolicyAsync(token), change => change.Noun == "policy", ct);

    public Task<Outcome<PolicyWhatIf>> AskWhatIfAsync(SetPolicy policy, CancellationToken ct) => door.AskAsync(client => client.AskWhatIfAsync(policy, ct));

    public Task<Outcome<PolicyView>> SetAsync(SetPolicy policy, long expectedVersion, CancellationToken ct) => door.AskAsync(client => client.SetPolicyAsync(policy, expectedVersion, ct));
}
