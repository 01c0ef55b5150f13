using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Rules.Constraints;

/// <summary>
/// A hard rule about a whole plan. It only checks; how solvers keep to it is their affair, but each must say so
/// (<c>[Encodes&lt;Rule&gt;]</c> on a type in Solvers, checked by a test).
/// </summary>
public interface IConstraint
{
    string Id { get; }

    IEnumerable<Violation> Check(PlanningCase @case, Plan plan);
}

/// <summary>What a plan does against a rule: a bug of a solver, never a matter of taste.</summary>
public sealed record Violation(string Rule, WorkloadId? Workload, PoolId? Pool, string What);
