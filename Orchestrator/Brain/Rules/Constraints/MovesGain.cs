using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Problem;

namespace ComputeNet.Brain.Rules.Constraints;

/// <summary>
/// What runs is only moved for a gain, the move's own cost counted; to a place that it may have at once, beside everybody's placements; and no more in one
/// round than the policy allows.
/// </summary>
public sealed class MovesGain : IConstraint
{
    public string Id => "moves-gain";

    public IEnumerable<Violation> Check(PlanningCase @case, Plan plan)
    {
        if (plan.Moves is not { Count: > 0 } moves)
            yield break;
        if (moves.Count > Math.Max(0, @case.Policy.MostMigrations ?? 0))
            yield return new Violation(Id, null, null, $"{moves.Count} moves, the policy allows {@case.Policy.MostMigrations ?? 0}");
        var (running, left) = (RunningWork.Of(@case), new CapacityLeft(@case, plan.Placements));
        foreach (var move in moves)
        {
            if (FaultOf(@case, running.GetValueOrDefault(move.To.Workload), move, left) is { } fault)
                yield return new Violation(Id, move.To.Workload, move.To.Pool, fault);
            left.Take(@case, move.To);
        }
        foreach (var twice in moves.GroupBy(m => m.To.Workload).Where(g => g.Count() > 1))
            yield return new Violation(Id, twice.Key, null, $"is moved {twice.Count()} times");
    }

    private static string? FaultOf(PlanningCase @case, Demand? demand, Move move, CapacityLeft left)
    {
        var to = move.To;
        if (demand is null || RunningWork.Staying(@case, demand) is not { } staying)
            return "does not run in a pool of the problem";
        var facts = @case.Consider(demand);
        if (!RunningWork.MayMove(@case, facts) || @case.FindPool(to.Pool) is not { } pool || to.VariantIndex < 0 || to.VariantIndex >= facts.Variants.Count)
            return "is none that may be moved there";
        var candidate = new Candidacy(@case, facts, to.VariantIndex, pool);
        if (move.From != staying.Pool.Supply.Pool || pool == staying.Pool)
            return $"moves from {move.From}, it runs in {staying.Pool.Supply.Pool}";
        if (Rulebook.FirstRefusing(candidate) is { } filter)
            return $"is refused by {filter.Id}";
        if (to.StartSlot != 0 || to.Stretches is not null || to.Parts is not null || candidate.FirstSlot > 0 || to.Devices != candidate.Variant.Devices)
            return "is not the whole rest, from now on";
        if (!Windows.Fits(left.Of(pool), 0, candidate.Variant.TouchedSlots, candidate.Units))
            return "has no room there";
        if (!to.Terms.SequenceEqual(Rulebook.TermsOf(candidate, 0)) || !move.Staying.SequenceEqual(Rulebook.TermsOf(staying, 0)))
            return "the cost terms are not those of the rulebook";
        return move.GainMicroYuan() > 0 ? null : $"gains {move.GainMicroYuan()} µ¥";
    }
}
