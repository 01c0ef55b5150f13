using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Explanations.Differences;

/// <summary>Where the rest of what runs would go on in each of two decisions, for those of whom one of the two asks for a move.</summary>
internal static class RunningDifference
{
    internal static IReadOnlyList<Move> Between(Side was, Side now)
    {
        var (asked, asks) = (Asked(was), Asked(now));
        return [.. asked.Keys.Union(asks.Keys).OrderBy(w => w.Value, StringComparer.Ordinal)
            .Select(w => Tell(w, asked.GetValueOrDefault(w), asks.GetValueOrDefault(w), was, now)).OfType<Move>()];
    }

    private static Dictionary<WorkloadId, Plans.Move> Asked(Side side) =>
        (side.Plan.Moves ?? []).DistinctBy(m => m.To.Workload).ToDictionary(m => m.To.Workload);

    private static Move? Tell(WorkloadId workload, Plans.Move? asked, Plans.Move? asks, Side was, Side now)
    {
        var (here, there) = (asked?.To ?? Staying(workload, was), asks?.To ?? Staying(workload, now));
        var kind = (here, there) switch
        {
            (null, _) => MoveKind.New,
            (_, null) => MoveKind.Gone,
            _ => (here.Pool, here.VariantIndex) == (there.Pool, there.VariantIndex) ? MoveKind.Repriced : MoveKind.Moved,
        };
        var terms = PlanDifference.Minus(there?.Terms ?? [], here?.Terms ?? []);
        if (kind == MoveKind.Repriced && terms.Count == 0 && (asked?.From, asked?.StayingMicroYuan()) == (asks?.From, asks?.StayingMicroYuan()) && here!.End == there!.End)
            return null;
        var why = asks is not null ? Refusal.Because("move-gains", ("gainYuan", Micro.ToYuan(asks.GainMicroYuan()))) : Refusal.Because("move-gains-no-more", ("gainedYuan", Micro.ToYuan(asked!.GainMicroYuan())));
        return new Move(workload, kind, PlanDifference.SpotOf(here), PlanDifference.SpotOf(there), terms, why, []);
    }

    /// <summary>Null when it does not run in that problem, or nobody knows where.</summary>
    private static Placement? Staying(WorkloadId workload, Side side) =>
        side.Running.GetValueOrDefault(workload) is { } demand && RunningWork.Staying(side.Case, demand) is { } staying
            ? PlanWriter.Place(side.Case, new Decision(staying.Demand, staying.Pool, staying.VariantIndex, 0))
            : null;
}
