using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Plans;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Explanations.Differences;

/// <summary>What moved between two decisions and why: a pure function of both, whether they are two rounds or a decision and its what-if.</summary>
public static class PlanDifference
{
    public static PlanDelta Between(DecisionRecord before, DecisionRecord after)
    {
        var inputs = InputChanges.Between(before, after);
        var (was, now) = (new Side(before), new Side(after));
        List<Move> moves = [];
        foreach (var workload in was.Fates.Keys.Union(now.Fates.Keys).OrderBy(w => w.Value, StringComparer.Ordinal))
        {
            if (MoveOf(workload, was, now) is { } move)
                moves.Add(Caused(move));
        }
        return new PlanDelta(before.Plan.ObjectiveMicroYuan, after.Plan.ObjectiveMicroYuan, Minus(after.Plan.Terms, before.Plan.Terms), inputs, moves)
        {
            Running = [.. RunningDifference.Between(was, now).Select(Caused)],
        };

        Move Caused(Move move) => move with { Causes = [.. inputs.Where(i => Touches(i, move))] };
    }

    private static Move? MoveOf(WorkloadId workload, Side was, Side now)
    {
        var (before, after) = (was.Fates.GetValueOrDefault(workload), now.Fates.GetValueOrDefault(workload));
        var (from, to) = (SpotOf(before?.Placement), SpotOf(after?.Placement));
        var terms = Minus(after?.Terms ?? [], before?.Terms ?? []);
        Move Tell(MoveKind kind, Refusal why) => new(workload, kind, from, to, terms, why, []);
        return (before, after) switch
        {
            (null, _) => Tell(MoveKind.New, Refusal.Because("demand-new")),
            (_, null) => Tell(MoveKind.Gone, Refusal.Because("demand-gone")),
            ({ Placement: null }, { Placement: not null }) => Tell(MoveKind.Placed, Refusal.Because("found-a-place", ("wasLeftOutFor", before.LeftOut!.Why.Code))),
            ({ Placement: not null }, { Placement: null }) => Tell(MoveKind.LeftOut, after.LeftOut!.Why),
            ({ Placement: { } here }, { Placement: { } there }) when !IsSame(here, there) => Tell(MoveKind.Moved, WhyMoved.Of(here, there, was, now)),
            ({ Placement: { } here }, { Placement: { } there }) when terms.Count == 0 && !(here.Seats ?? []).SequenceEqual(there.Seats ?? []) => Tell(MoveKind.Reseated, Refusal.Because("other-seats")),
            _ => terms.Count == 0 ? null : Tell(MoveKind.Repriced, WhyMoved.Repriced(terms)),
        };
    }

    /// <summary>The same devices of the same pools from the same start, in the same stretches; not which devices of a node.</summary>
    private static bool IsSame(Placement here, Placement there) =>
        (here.Pool, here.VariantIndex, here.Devices, here.Start, here.End) == (there.Pool, there.VariantIndex, there.Devices, there.Start, there.End)
        && (here.Stretches ?? []).SequenceEqual(there.Stretches ?? []) && (here.Parts ?? []).SequenceEqual(there.Parts ?? []);

    internal static Spot? SpotOf(Placement? placed) => placed is null ? null : new(placed.Site, placed.Pool, placed.VariantIndex, placed.Start, placed.End, placed.Figures);

    internal static IReadOnlyList<CostTerm> Minus(IReadOnlyList<CostTerm> after, IReadOnlyList<CostTerm> before)
    {
        long Of(IReadOnlyList<CostTerm> terms, string objective) => terms.Where(t => t.Objective == objective).Sum(t => t.MicroYuan);
        return [.. after.Concat(before).Select(t => t.Objective).Distinct().Select(o => new CostTerm(o, Of(after, o) - Of(before, o))).Where(t => t.MicroYuan != 0)];
    }

    private static bool Touches(InputChange input, Move move) => input.Subject switch
    {
        InputSubject.Pool => input.Name == move.From?.Pool.Value || input.Name == move.To?.Pool.Value,
        InputSubject.Demand => input.Name == move.Workload.Value,
        _ => true,
    };
}

/// <summary>One of the two decisions, indexed for questions.</summary>
internal sealed class Side
{
    internal Side(DecisionRecord record)
    {
        Case = new PlanningCase(record.Problem, record.Policy);
        Plan = record.Plan;
        Running = RunningWork.Of(Case);
        foreach (var placement in record.Plan.Placements)
            Fates.TryAdd(placement.Workload, new(placement, null));
        foreach (var left in record.Plan.LeftOut)
            Fates.TryAdd(left.Workload, new(null, left));
        Left = new CapacityLeft(Case, record.Plan.Placements);
    }

    internal PlanningCase Case { get; }
    internal Plan Plan { get; }
    internal Dictionary<WorkloadId, WhatBecame> Fates { get; } = [];
    internal IReadOnlyDictionary<WorkloadId, Demand> Running { get; }

    /// <summary>What all placements leave; a question about one demand releases its own meanwhile.</summary>
    internal CapacityLeft Left { get; }

    internal sealed record WhatBecame(Placement? Placement, LeftOut? LeftOut)
    {
        internal IReadOnlyList<CostTerm> Terms => Placement?.Terms ?? LeftOut!.Terms;
    }
}
