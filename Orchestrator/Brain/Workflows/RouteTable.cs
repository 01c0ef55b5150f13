using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Plans;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Workflows;

/// <summary>What a transfer costs. <paramref name="IsPossible"/> is false where no route is known or its tariff is not.</summary>
public readonly record struct TransferCost(bool IsPossible, long EgressMicroYuan, long HoursMicroYuan, double Hours, Provenance ThroughputProvenance)
{
    public long MicroYuan => EgressMicroYuan + HoursMicroYuan;

    public IReadOnlyList<CostTerm> Terms => [new("egress", EgressMicroYuan), new("transfer", HoursMicroYuan)];
}

/// <summary>Prices transfers between sites by the workflow's routes: the one place where the law of moving data stands.</summary>
internal sealed class RouteTable
{
    private static readonly Provenance SameSite = new(Basis.Estimated, "the data stays at its site");
    private readonly Dictionary<(SiteId From, SiteId To), Route> routes = [];
    private readonly WorkflowPolicy policy;
    private readonly double slowest;
    private readonly Provenance slowestSource;

    internal RouteTable(IReadOnlyList<Route> known, WorkflowPolicy policy)
    {
        this.policy = policy;
        foreach (var route in known)
            routes.TryAdd((route.From, route.To), route);
        var throughputs = known.Select(r => Throughput(r.MegabytesPerSecond)).Where(t => t is not null).ToList();
        slowest = throughputs.Count > 0 ? throughputs.Min()!.Value : Throughput(policy.AssumedMegabytesPerSecond) ?? new WorkflowPolicy().AssumedMegabytesPerSecond;
        slowestSource = Provenance.Assumed(throughputs.Count > 0 ? "unknown throughput: the slowest known of the workflow" : "unknown throughput: the policy's assumption");
    }

    internal TransferCost Cost(SiteId from, SiteId to, double gigabytes)
    {
        if (!routes.TryGetValue((from, to), out var route))
            return from == to ? new TransferCost(true, 0, 0, 0, SameSite) : default;
        if (route.Tariff is not { } tariff || EgressYuan(tariff, gigabytes) is not { } yuan)
            return default;
        var throughput = Throughput(route.MegabytesPerSecond);
        var hours = gigabytes * 1000 / (throughput ?? slowest) / 3600;
        return new TransferCost(
            true,
            Micro.FromYuan(Known.Factor(policy.EgressWeight) * yuan),
            Micro.FromYuan(Known.Factor(policy.TransferYuanPerHour) * hours),
            hours,
            throughput is null ? slowestSource : route.ThroughputProvenance);
    }

    /// <summary>Null when a tier's price or start is not a figure, or tiers are out of order.</summary>
    private static double? EgressYuan(IReadOnlyList<EgressTier> tariff, double gigabytes)
    {
        var yuan = 0.0;
        for (var tier = 0; tier < tariff.Count; tier++)
        {
            var end = tier + 1 < tariff.Count ? tariff[tier + 1].AboveGigabytes : double.MaxValue;
            if (Known.Figure(tariff[tier].AboveGigabytes) is not { } start || Known.Price(tariff[tier].YuanPerGigabyte) is not { } price || end <= start)
                return null;
            yuan += Math.Max(0, Math.Min(gigabytes, end) - start) * price;
        }
        return yuan;
    }

    private static double? Throughput(double? megabytesPerSecond) => megabytesPerSecond > 0 ? Known.Figure(megabytesPerSecond) : null;
}
