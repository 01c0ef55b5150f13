using System.Globalization;
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
    /// <summary>With a larger share of changed demands the whole plan is made anew, from the prices of the round before.</summary>
    private const double MostChanged = 0.2;

    private readonly List<string> story = [];

    internal SolverState(OptionTable table)
    {
        (Table, Limits, Effort) = (table, table.Case.Policy.Limits, SolverEffort.Whole(table.Case.Policy.Limits));
        var warm = table.Case.Problem.Previous is { } previous ? new WarmStart(table, previous) : null;
        IsWarm = warm is not null && (warm.Schedule.IsHeld || warm.Changed.Count <= table.Demands * MostChanged);
        if (IsWarm)
            Effort = SolverEffort.OfARound(Limits);
        Schedule = warm?.Schedule ?? GreedySolver.Solve(table);
        Changed = IsWarm ? warm!.Changed : [];
        Pricing = new PricingSolver(table, Effort, warm);
        Tell(warm is null ? "greedy" : string.Create(CultureInfo.InvariantCulture, $"from the round before with {warm.Changed.Count} changes"));
    }

    internal OptionTable Table { get; }
    internal SolverLimits Limits { get; }

    /// <summary>How much of the limits this solve uses.</summary>
    internal SolverEffort Effort { get; }

    /// <summary>The schedule is that of the round before, with few changes.</summary>
    internal bool IsWarm { get; }
    internal Schedule Schedule { get; private set; }
    internal PricingSolver Pricing { get; }

    /// <summary>No plan can be cheaper: nothing is left to do.</summary>
    internal bool IsOptimal => Schedule.CostMicroYuan <= Pricing.LowerBoundMicroYuan;

    /// <summary>Demands that did not simply stay where the round before had them; none where everything is made anew.</summary>
    internal IReadOnlyList<int> Changed { get; }

    internal string Story => string.Join("; ", story);

    internal void Tell(string what) => story.Add(what);

    /// <summary>Keeps the schedule when it is cheaper than the best so far.</summary>
    internal void Offer(Schedule schedule)
    {
        if (schedule.CostMicroYuan < Schedule.CostMicroYuan)
            Schedule = schedule;
    }
}
