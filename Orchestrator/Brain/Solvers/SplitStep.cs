using System.Globalization;
using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Rules;
using ComputeNet.Brain.Rules.Constraints;

namespace ComputeNet.Brain.Solvers;

/// <summary>
/// Gives every demand that can be interrupted the cheapest run in stretches that has room, when that is cheaper than what it has; whoever gains from the slots that
/// come free so moves there, and again until nobody gains. The most important choose first.
/// </summary>
[Encodes<StretchesDoTheWork>]
internal sealed class SplitStep : ISolverStep
{
    public void Improve(SolverState state)
    {
        if (!state.Table.Case.HasInterruptible)
            return;
        var (schedule, work) = (state.Schedule, 0L);
        var order = state.Table.Order.Where(state.Table.IsInterruptible).ToArray();
        while (work < state.Effort.SplitCells && SplitSome(schedule, order, state.Effort.SplitCells, ref work))
            ReinsertionStep.Settle(schedule);
        var split = order.Count(d => schedule[d].Stretches is not null);
        state.Tell(string.Create(CultureInfo.InvariantCulture, $"{split} of {order.Length} in stretches"));
    }

    private static bool SplitSome(Schedule schedule, int[] order, long mostWork, ref long work)
    {
        var changed = false;
        foreach (var demand in order)
        {
            if (work >= mostWork)
                break;
            var old = schedule[demand];
            schedule.Lift(demand);
            var better = Below(schedule, demand, old.CostMicroYuan, ref work);
            schedule.Set(demand, better ?? old);
            if (better is not null && schedule.IsTooRestless)
                schedule.Set(demand, old);
            else
                changed |= better is not null;
        }
        return changed;
    }

    /// <summary>The cheapest fate in stretches below the limit in the room that there is; null when there is none.</summary>
    private static Fate? Below(Schedule schedule, int demand, long limit, ref long work)
    {
        var (table, best) = (schedule.Table, default(Fate?));
        for (var o = table.FirstOf(demand); o < table.EndOf(demand); o++)
        {
            ref readonly var option = ref table[o];
            if (SplitFloor.Under(table, demand, o) >= (best?.CostMicroYuan ?? limit))
                break;
            // A gang over several pools runs in one piece.
            if (option.Spread > 0)
                continue;
            var candidate = table.Candidate(demand, option);
            var commons = schedule.Grid.Commons;
            work++;
            if (commons?.Allows(candidate) == false || table.SplitLeast(demand, o, ref work) >= (best?.CostMicroYuan ?? limit))
                continue;
            var free = schedule.Grid.Row(option.Pool);
            var quota = commons is null ? [] : commons.QuotaRow(candidate);
            // Far cheaper than the table, and it knows the room that there is.
            if (SplitFloor.In(table, candidate, option, free, quota, ref work) >= (best?.CostMicroYuan ?? limit))
                continue;
            if (CheapestSplit.Of(candidate, free, quota, ref work) is not { } run || commons?.Allows(candidate, run) == false)
                continue;
            if (Rulebook.TermsOf(candidate, run).Sum(t => t.MicroYuan) is var cost && cost < (best?.CostMicroYuan ?? limit))
                best = new Fate(o, run.FirstSlot, cost, run);
        }
        return best;
    }
}
