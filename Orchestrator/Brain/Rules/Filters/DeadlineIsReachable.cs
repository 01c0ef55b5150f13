using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Rules.Filters;

/// <summary>From the earliest possible start the run ends by the deadline.</summary>
public sealed class DeadlineIsReachable : IFilter
{
    public string Id => "deadline-unreachable";

    public bool Concerns(DemandFacts demand) => demand.Demand.Placement.Deadline is not null;

    public bool Allows(in Candidacy candidate) => candidate.FirstSlot <= candidate.Variant.LastSlotForDeadline;

    public Refusal Because(in Candidacy candidate) => Refusal.Because(Id,
        ("deadline", candidate.Demand.Demand.Placement.Deadline?.ToUniversalTime().ToString("O")),
        ("earliestEnd", candidate.Case.Clock.EndOf((int)Math.Min(candidate.FirstSlot, candidate.Case.Clock.Slots), candidate.Variant.DurationSeconds).ToString("O")),
        ("durationSeconds", candidate.Variant.DurationSeconds));
}
