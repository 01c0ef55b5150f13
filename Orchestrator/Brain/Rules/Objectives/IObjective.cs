using ComputeNet.Brain.Problem;

namespace ComputeNet.Brain.Rules.Objectives;

/// <summary>
/// A soft rule: what a placement costs in its view, in whole micro-yuan, never negative. The plan minimises the sum over all objectives
/// and demands; weights and prices come from the policy.
/// </summary>
public interface IObjective
{
    /// <summary>Stable kebab-case word; the name of the cost term.</summary>
    string Id { get; }

    /// <summary>Whether it could ever cost this demand anything; solvers do not ask a preference that has nothing to say.</summary>
    bool Concerns(PlanningCase @case, DemandFacts demand) => true;

    /// <summary>Whether the start matters for the candidate; where it does not, solvers work the cost out once.</summary>
    bool DependsOnStart(in Candidacy candidate) => false;

    /// <summary>
    /// Whether a gang over several pools pays it member by member, each what it would alone where it is; else the gang pays once, as in the dearest of its pools.
    /// </summary>
    bool IsPerMember => false;

    /// <summary>The cost of starting this candidate in the slot.</summary>
    long OfPlacement(in Candidacy candidate, int startSlot);

    /// <summary>The cost of running this candidate in stretches; by default what does not depend on when and how long it runs.</summary>
    long OfStretches(in Candidacy candidate, Stretched run) => OfPlacement(candidate, run.FirstSlot);

    /// <summary>At least the cost at any start of the candidate's window; not necessarily reached.</summary>
    long AtMost(in Candidacy candidate);

    /// <summary>The cost of leaving the demand out of the plan.</summary>
    long OfAbsence(PlanningCase @case, DemandFacts demand) => 0;
}
