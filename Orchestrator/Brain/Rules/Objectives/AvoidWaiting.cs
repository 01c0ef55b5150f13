using ComputeNet.Brain.Problem;

namespace ComputeNet.Brain.Rules.Objectives;

/// <summary>
/// Hours from the earliest possible start to the start × the waiting price × the demand's priority factor. Time already waited is sunk
/// and costs nothing; it decides between equals in the solvers' order.
/// </summary>
public sealed class AvoidWaiting : IObjective
{
    public string Id => "waiting";

    public bool DependsOnStart(in Candidacy candidate) => true;

    public long OfPlacement(in Candidacy candidate, int startSlot) =>
        At(YuanPerHour(candidate.Case, candidate.Demand), candidate.WaitingHours(startSlot));

    /// <summary>All time until the end in which no work is done, resumes among it.</summary>
    public long OfStretches(in Candidacy candidate, Stretched run) => OfEnd(candidate, run.EndSecond);

    public long AtMost(in Candidacy candidate) => OfPlacement(candidate, (int)Math.Max(0, candidate.LastSlot));

    internal static double YuanPerHour(PlanningCase @case, DemandFacts demand) =>
        @case.Prices.WaitingYuanPerHour * demand.PriorityFactor;

    internal static long OfEnd(in Candidacy candidate, long endSecond) => At(
        YuanPerHour(candidate.Case, candidate.Demand), Math.Max(0, endSecond - candidate.Demand.EarliestSeconds - candidate.Variant.DurationSeconds) / 3600.0);

    internal static long At(double yuanPerHour, double hours) => Micro.FromYuan(yuanPerHour * hours);
}
