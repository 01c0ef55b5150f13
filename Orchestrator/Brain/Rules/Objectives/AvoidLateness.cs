using ComputeNet.Brain.Problem;

namespace ComputeNet.Brain.Rules.Objectives;

/// <summary>Hours from the due time to the end of the run × the lateness price × the priority factor. A due time is a wish; a deadline is a rule.</summary>
public sealed class AvoidLateness : IObjective
{
    public string Id => "lateness";

    public bool DependsOnStart(in Candidacy candidate) => true;

    public bool Concerns(PlanningCase @case, DemandFacts demand) => YuanPerHour(@case, demand) > 0;

    public long OfPlacement(in Candidacy candidate, int startSlot) => At(
        YuanPerHour(candidate.Case, candidate.Demand), startSlot * candidate.Case.Clock.SlotSeconds, candidate.Variant.DurationSeconds, candidate.Demand.DueSeconds);

    public long OfStretches(in Candidacy candidate, Stretched run) => OfEnd(candidate, run.EndSecond);

    public long AtMost(in Candidacy candidate) => OfPlacement(candidate, (int)Math.Max(0, candidate.LastSlot));

    internal static long OfEnd(in Candidacy candidate, long endSecond) => At(
        YuanPerHour(candidate.Case, candidate.Demand), endSecond - candidate.Variant.DurationSeconds, candidate.Variant.DurationSeconds, candidate.Demand.DueSeconds);

    /// <summary>0 without a due time.</summary>
    internal static double YuanPerHour(PlanningCase @case, DemandFacts demand) =>
        demand.DueSeconds == long.MaxValue ? 0 : @case.Prices.LatenessYuanPerHour * demand.PriorityFactor;

    internal static long At(double yuanPerHour, long startSeconds, long durationSeconds, long dueSeconds) =>
        yuanPerHour == 0 ? 0 : Micro.FromYuan(yuanPerHour * Math.Max(0, (double)startSeconds + durationSeconds - dueSeconds) / 3600);
}
