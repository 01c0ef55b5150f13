using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Rules.Filters;

/// <summary>The round trip from the client place is within the limit that the tenant set.</summary>
public sealed class LatencyIsWithinLimit : IFilter
{
    public string Id => "latency-over-limit";

    public bool Concerns(DemandFacts demand) => demand.Demand.Placement.MaxLatencyMilliseconds is not null;

    public bool Allows(in Candidacy candidate) => candidate.Demand.Demand.Placement.MaxLatencyMilliseconds is not { } limit || candidate.Demand.Latencies is not { } latencies || latencies.KnownTo(candidate.Pool.Index) <= limit;

    public Refusal Because(in Candidacy candidate) => Refusal.Because(Id,
        ("clientPlace", candidate.Demand.Demand.Placement.ClientPlace),
        ("latencyMilliseconds", candidate.Demand.Latencies?.KnownTo(candidate.Pool.Index)),
        ("limitMilliseconds", candidate.Demand.Demand.Placement.MaxLatencyMilliseconds));
}
