using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Rules.Filters;

/// <summary>A workload that may only start after the horizon waits for a later round.</summary>
public sealed class StartIsWithinHorizon : IFilter
{
    public string Id => "earliest-start-beyond-horizon";

    public bool Allows(in Candidacy candidate) => candidate.FirstSlot < candidate.Case.Clock.Slots;

    public Refusal Because(in Candidacy candidate) => Refusal.Because(Id,
        ("earliestStart", (candidate.Demand.Demand.Placement.EarliestStart ?? candidate.Case.Problem.Now).ToUniversalTime().ToString("O")),
        ("horizonEnd", candidate.Case.Clock.StartOf(candidate.Case.Clock.Slots).ToString("O")));
}
