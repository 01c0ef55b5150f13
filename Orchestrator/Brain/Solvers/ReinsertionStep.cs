namespace ComputeNet.Brain.Solvers;

/// <summary>
/// Lifts one demand after the other out of the schedule and puts it back where it is cheapest, until none gains. Comes last: afterwards no
/// candidate that has room is cheaper than the chosen one, which is what explanations rest on.
/// </summary>
internal sealed class ReinsertionStep : ISolverStep
{
    public void Improve(SolverState state) => Settle(state.Schedule);

    internal static void Settle(Schedule schedule)
    {
        var (order, work) = (schedule.Table.Order, 0L);
        bool changed;
        do
        {
            changed = false;
            foreach (var demand in order)
            {
                var old = schedule[demand];
                // Nothing is cheaper than the cheapest start of the first option.
                if (old.IsPlaced && old.CostMicroYuan <= schedule.Table[schedule.Table.FirstOf(demand)].LeastMicroYuan)
                    continue;
                schedule.Lift(demand);
                var better = BestFate.Below(schedule.Table, schedule.Grid, demand, old.CostMicroYuan, ref work);
                schedule.Set(demand, better ?? old);
                if (better is not null && schedule.IsTooRestless)
                    schedule.Set(demand, old);
                else
                    changed |= better is not null;
            }
        }
        while (changed);
    }
}
