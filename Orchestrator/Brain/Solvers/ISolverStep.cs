using ComputeNet.Brain.Problem;

namespace ComputeNet.Brain.Solvers;

/// <summary>One step of a solve: takes a valid schedule and leaves a valid one that is no dearer, within the limits of the policy.</summary>
internal interface ISolverStep
{
    void Improve(SolverState state);
}

/// <summary>What the steps share: the best schedule so far, the prices and their bound, and the story told in the plan.</summary>
internal sealed class SolverState
{
    private readonly List<string> story = [];

    internal SolverState(OptionTable table)
    {
        (Table, Limits) = (table, table.Case.Policy.Limits);
        Schedule = GreedySolver.Solve(table);
        Pricing = new PricingSolver(table);
        Tell("greedy");
    }

    internal OptionTable Table { get; }
    internal SolverLimits Limits { get; }
    internal Schedule Schedule { get; private set; }
    internal PricingSolver Pricing { get; }

    /// <summary>No plan can be cheaper: nothing is left to do.</summary>
    internal bool IsOptimal => Schedule.CostMicroYuan <= Pricing.LowerBoundMicroYuan;

    internal string Story => string.Join("; ", story);

    internal void Tell(string what) => story.Add(what);

    /// <summary>Keeps the schedule when it is cheaper than the best so far.</summary>
    internal void Offer(Schedule schedule)
    {
        if (schedule.CostMicroYuan < Schedule.CostMicroYuan)
            Schedule = schedule;
    }
}
