using ComputeNet.Brain.Problem;

namespace ComputeNet.Brain.Rules.Objectives;

/// <summary>
/// What the place of a workflow's stage means for the stages after it: the least that the rest of the workflow costs from that site (running it and
/// moving its data), above the best site. Worked out before the round and stored with the demand; a site that is not told is charged as the dearest told.
/// </summary>
public sealed class PreferNearSuccessors : IObjective
{
    public string Id => "successors";

    public bool Concerns(PlanningCase @case, DemandFacts demand) => demand.HasCostsAhead;

    public long OfPlacement(in Candidacy candidate, int startSlot) => candidate.Demand.CostAheadFrom(candidate.Pool.Index);

    public long AtMost(in Candidacy candidate) => OfPlacement(candidate, 0);
}
