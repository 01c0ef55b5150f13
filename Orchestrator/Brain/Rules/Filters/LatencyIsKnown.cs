using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Rules.Filters;

/// <summary>A latency limit cannot be promised where the latency is not known.</summary>
public sealed class LatencyIsKnown : IFilter
{
    public string Id => "latency-unknown";

    public bool Concerns(DemandFacts demand) => demand.Demand.Placement.MaxLatencyMilliseconds is not null;

    public bool Allows(in Candidacy candidate) => candidate.Demand.Demand.Placement.MaxLatencyMilliseconds is null || candidate.Demand.Latencies is not { } latencies || latencies.KnownTo(candidate.Pool.Index) is not null;

    public Refusal Because(in Candidacy candidate) => Refusal.Because(Id,
        ("clientPlace", candidate.Demand.Demand.Placement.ClientPlace),
        ("limitMilliseconds", candidate.Demand.Demand.Placement.MaxLatencyMilliseconds));
}
