using ComputeNet.Brain.Problem;

namespace ComputeNet.Brain.Explanations.Counterfactuals.Relaxations;

/// <summary>A longer round trip than wished, to the millisecond at which a pool comes within it. A pool whose latency is not known cannot be promised.</summary>
internal sealed class HigherLatency : IRelaxation
{
    public string Id => "higher-latency";

    public IEnumerable<Demand> GivenUp(Demand demand, PlanningCase @case) => demand.Placement is { MaxLatencyMilliseconds: not null, ClientPlace: not null }
        ? [demand with { Placement = demand.Placement with { MaxLatencyMilliseconds = null } }]
        : [];

    public double? Need(Demand demand, in Candidacy open, int slot) => Known(open) - demand.Placement.MaxLatencyMilliseconds is > 0 and var more ? more : null;

    public Relaxed To(Demand demand, in Candidacy open, int slot) => new(
        demand with { Placement = demand.Placement with { MaxLatencyMilliseconds = Known(open) } },
        ("limitMilliseconds", Known(open)), ("moreMilliseconds", Known(open) - demand.Placement.MaxLatencyMilliseconds));

    private static double? Known(in Candidacy open) => open.Demand.Latencies?.KnownTo(open.Pool.Index);
}
