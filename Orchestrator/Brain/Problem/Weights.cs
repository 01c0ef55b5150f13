namespace ComputeNet.Brain.Problem;

/// <summary>The factors on price, latency and carbon for one demand: the network's, times its tenant's own within the policy's bounds.</summary>
public readonly record struct Weights(double Price, double Latency, double Carbon)
{
    internal static Weights Of(PlanningPolicy policy, TenantWeights? tenant)
    {
        var most = policy.MostTenantFactor is >= 1 and <= 1e6 ? policy.MostTenantFactor.Value : 1;
        double Times(double network, double? own) => Known.Factor(network) * (own is { } factor && double.IsFinite(factor) ? Math.Clamp(factor, 1 / most, most) : 1);
        return new Weights(Times(policy.PriceWeight, tenant?.Price), Times(policy.LatencyWeight, tenant?.Latency), Times(policy.CarbonWeight, tenant?.Carbon));
    }
}
