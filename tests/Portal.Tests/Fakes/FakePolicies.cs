using ComputeNet.Contracts.Policies;
using ComputeNet.Portal.Api;

namespace ComputeNet.Portal.Tests.Fakes;

/// <summary>A policy that is what the test says, and remembers what it was asked and set to.</summary>
internal sealed class FakePolicies : IPolicies
{
    public FakeWatch<PolicyView> Now { get; } = new();
    public List<SetPolicy> Asked { get; } = [];
    public List<(SetPolicy Policy, long Version)> Sets { get; } = [];
    public Outcome<PolicyWhatIf> Answer { get; set; } = new PolicyWhatIf(null, null, null, null, 0, []);
    public Outcome<PolicyView> SetAnswer { get; set; } = Trouble.Unreachable;

    public IAsyncEnumerable<Live<PolicyView>> WatchAsync(CancellationToken ct) => Now.WatchAsync(ct);

    public Task<Outcome<PolicyWhatIf>> AskWhatIfAsync(SetPolicy policy, CancellationToken ct)
    {
        Asked.Add(policy);
        return Task.FromResult(Answer);
    }

    public Task<Outcome<PolicyView>> SetAsync(SetPolicy policy, long expectedVersion, CancellationToken ct)
    {
        Sets.Add((policy, expectedVersion));
        return Task.FromResult(SetAnswer);
    }
}
