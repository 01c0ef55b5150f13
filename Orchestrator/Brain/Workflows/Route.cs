using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Workflows;

/// <summary>From one site to another: what a gigabyte costs and how fast it goes.</summary>
public sealed record Route(SiteId From, SiteId To)
{
    /// <summary>The egress tariff, cheapest amounts first; empty is free. Null is unknown: such a route cannot be priced, so it is not used.</summary>
    public IReadOnlyList<EgressTier>? Tariff { get; init; }

    /// <summary>Throughput, 10⁶ bytes per second. Null is unknown: charged as the slowest that any route knows.</summary>
    public double? MegabytesPerSecond { get; init; }
    public Provenance ThroughputProvenance { get; init; } = Provenance.Unknown;
}

/// <summary>Every gigabyte of one transfer above <paramref name="AboveGigabytes"/>, up to the next tier, costs so much.</summary>
public sealed record EgressTier(double AboveGigabytes, decimal YuanPerGigabyte);
