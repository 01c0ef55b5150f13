namespace ComputeNet.Brain.Solvers;

/// <summary>
/// Gives the whole problem to CP-SAT when, after pricing, few enough choices are left that a better plan could use. Larger problems are left
/// alone: on neighbourhoods of a good schedule CP-SAT found nothing that exchanges had not (measured, see decision 0003).
/// </summary>
internal sealed class ExactStep(Action? asking = null) : ISolverStep
{
    public void Improve(SolverState state)
    {
        if (state.IsOptimal)
        {
            state.Tell("optimal by its bound");
            return;
        }
        if (!(state.Limits.ExactSeconds > 0) || state.Limits.ExactChoices <= 0)
            return;
        // The model has one literal per start; how members share out over pools is beyond it.
        if (state.Table.Spreads.Count > 0)
        {
            state.Tell("without CP-SAT, for gangs may be spread");
            return;
        }
        // Nor does it know stretches, which the round before may have left.
        if (state.Table.Case.HasInterruptible && Enumerable.Range(0, state.Table.Demands).Any(d => state.Schedule[d].Stretches is not null))
            return;
        // The model of CP-SAT does not count moves; exchanges do.
        if (state.Schedule.IsHeld)
            return;
        var exact = new ExactSolver(state.Schedule, state.Pricing.Best) { Asking = asking };
        var outcome = exact.Improve([.. Enumerable.Range(0, state.Table.Demands)], state.Limits.ExactChoices, state.Limits.ExactSeconds);
        if (outcome is not null)
            state.Tell(outcome switch
            {
                ExactOutcome.Optimal => state.Table.Case.HasInterruptible ? "CP-SAT proved whole runs optimal" : "CP-SAT proved it optimal",
                ExactOutcome.Stopped => "CP-SAT stopped at its limit",
                _ => $"without CP-SAT ({exact.Trouble})",
            });
    }
}
