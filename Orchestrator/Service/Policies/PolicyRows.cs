using ComputeNet.Contracts.Policies;
using ComputeNet.Domain.Policies;

namespace ComputeNet.Service.Policies;

/// <summary>The policy in force: what an operator set, or the defaults of a fresh network.</summary>
public static class PolicyRows
{
    public static PolicyView Of(Policy? policy) => policy is null ? PolicyView.Default : new PolicyView(
        policy.Weights.PriceWeight, policy.Weights.LatencyWeight, policy.Weights.CarbonWeight, policy.Weights.CarbonYuanPerTonne,
        policy.Weights.LatencyYuanPerMillisecondHour, policy.Weights.WaitingYuanPerHour, policy.Weights.HorizonHours, policy.Weights.SlotMinutes, policy.Revision)
    {
        Prices = policy.Weights.Prices ?? new ObjectivePrices(),
        Tenants = policy.Weights.Tenants ?? [],
        Sites = policy.Weights.Sites ?? [],
    };
}
