using ComputeNet.Brain.Problem;

namespace ComputeNet.Brain.Rules.Objectives;

/// <summary>Distance to the users: milliseconds of round trip × hours of run × the latency price and weight; nothing without a client place.</summary>
public sealed class PreferLowLatency : IObjective
{
    public string Id => "latency";

    public bool Concerns(PlanningCase @case, DemandFacts demand) => demand.Latencies is not null;

    public long OfPlacement(in Candidacy candidate, int startSlot) => Over(candidate, candidate.DurationHours);

    public long OfStretches(in Candidacy candidate, Stretched run) => Over(candidate, run.RunHours);

    public long AtMost(in Candidacy candidate) => OfPlacement(candidate, 0);

    private static long Over(in Candidacy candidate, double hours) => candidate.Demand.Latencies is { } latencies
        ? Micro.FromYuan(
            candidate.Demand.Weights.Latency * candidate.Case.Prices.LatencyYuanPerMillisecondHour
            * latencies.ChargedTo(candidate.Pool.Index) * hours)
        : 0;
}
