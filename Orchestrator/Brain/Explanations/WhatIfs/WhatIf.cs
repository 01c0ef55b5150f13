using ComputeNet.Brain.Explanations.Differences;
using ComputeNet.Brain.Plans;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Explanations.WhatIfs;

/// <summary>A decision on a changed copy of a stored one, and what is different.</summary>
public sealed record WhatIfAnswer(DecisionRecord After, PlanDelta Delta);

/// <summary>Solves a changed copy of a stored problem and compares. Pure: nothing is changed anywhere.</summary>
public static class WhatIf
{
    /// <exception cref="RefusedException">A change names something that the problem (with the changes before it) does not have.</exception>
    public static WhatIfAnswer Ask(DecisionRecord before, params IReadOnlyList<Change> changes)
    {
        var (problem, policy) = (before.Problem, before.Policy);
        foreach (var change in changes)
        {
            if (change.RefuseFor(problem) is { } refusal)
                throw new RefusedException(refusal);
            (problem, policy) = change.Apply(problem, policy);
        }
        var after = new DecisionRecord(problem, policy, Planner.Solve(problem, policy));
        return new WhatIfAnswer(after, PlanDifference.Between(before, after));
    }
}
