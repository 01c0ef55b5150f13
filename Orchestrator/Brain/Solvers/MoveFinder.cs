using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Problem;
using ComputeNet.Brain.Rules;
using ComputeNet.Brain.Rules.Constraints;

namespace ComputeNet.Brain.Solvers;

/// <summary>
/// Looks, once the waiting have their places, whether something that runs would go on better elsewhere: in the room that the plan leaves, for less than
/// staying costs, and also for less when both places charge what they are worth to others. The largest gains first, as many as the policy allows in one round.
/// </summary>
[Encodes<MovesGain>]
internal sealed class MoveFinder
{
    private readonly PlanningCase @case;
    private readonly CapacityLeft left;
    private readonly PlanCharges charges;

    private MoveFinder(PlanningCase @case, Plan plan)
    {
        this.@case = @case;
        (left, charges) = (new CapacityLeft(@case, plan.Placements), new PlanCharges(@case, plan.Prices));
    }

    /// <summary>The plan with its moves; as it is when nothing runs, nothing may be moved or nothing gains.</summary>
    internal static Plan With(PlanningCase @case, Plan plan)
    {
        if (@case.Problem.Running is not { Count: > 0 } || @case.Policy.MostMigrations is not { } most || most <= 0)
            return plan;
        var moves = new MoveFinder(@case, plan).Find(most);
        return moves.Count == 0 ? plan : plan with { Moves = moves };
    }

    private List<Move> Find(int most)
    {
        var wished = RunningWork.Of(@case).Values.Select(d => (Demand: d, Move: Best(d))).Where(w => w.Move is not null)
            .OrderByDescending(w => w.Move!.GainMicroYuan()).ThenBy(w => w.Demand.Workload.Value, StringComparer.Ordinal);
        var moves = new List<Move>();
        foreach (var (demand, first) in wished)
        {
            if (moves.Count == most)
                break;
            // Those that gained more may have taken its room.
            if ((moves.Count == 0 ? first : Best(demand)) is not { } move)
                continue;
            left.Take(@case, move.To);
            moves.Add(move);
        }
        return moves;
    }

    private Move? Best(Demand demand)
    {
        var facts = @case.Consider(demand);
        if (!RunningWork.MayMove(@case, facts) || RunningWork.Staying(@case, demand) is not { } staying)
            return null;
        var terms = Rulebook.TermsOf(staying, 0);
        var stays = terms.Sum(t => t.MicroYuan);
        var least = stays + charges.Of(staying, 0);
        var (best, rules) = (default(Candidacy?), new RulesOfDemand(@case, facts));
        for (var variant = 0; variant < facts.Variants.Count; variant++)
        {
            foreach (var pool in @case.Pools)
            {
                var candidate = new Candidacy(@case, facts, variant, pool);
                if (pool == staying.Pool || !rules.Admits(candidate, out _) || candidate.FirstSlot > 0 || (facts.Limits is not null && candidate.QuotaDevices > staying.QuotaDevices))
                    continue;
                var cost = Rulebook.CostOf(candidate, 0);
                var charged = cost + charges.Of(candidate, 0);
                if (cost < stays && charged < least && HasRoom(candidate))
                    (best, least) = (candidate, charged);
            }
        }
        return best is { } chosen ? new Move(staying.Pool.Supply.Pool, PlanWriter.Place(@case, new Decision(facts, chosen.Pool, chosen.VariantIndex, 0)), terms) : null;
    }

    private bool HasRoom(in Candidacy candidate) =>
        Windows.Fits(left.Of(candidate.Pool), 0, candidate.Variant.TouchedSlots, candidate.Units) && left.Nodes?.Refuses(candidate) is null;
}
