using ComputeNet.Brain.Problem;

namespace ComputeNet.Brain.Explanations.Counterfactuals.Relaxations;

/// <summary>Finished later than wished, to the second.</summary>
internal sealed class LaterDeadline : IRelaxation
{
    public string Id => "later-deadline";

    public IEnumerable<Demand> GivenUp(Demand demand, PlanningCase @case) =>
        demand.Placement.Deadline is null ? [] : [demand with { Placement = demand.Placement with { Deadline = null } }];

    public double? Need(Demand demand, in Candidacy open, int slot) => (EndOf(open, slot) - demand.Placement.Deadline!.Value).TotalSeconds is > 0 and var later ? later : null;

    public Relaxed To(Demand demand, in Candidacy open, int slot)
    {
        var end = EndOf(open, slot);
        return new(demand with { Placement = demand.Placement with { Deadline = end } },
            ("deadline", end.ToString("O")), ("laterSeconds", Math.Ceiling((end - demand.Placement.Deadline!.Value).TotalSeconds)));
    }

    private static DateTimeOffset EndOf(in Candidacy open, int slot) => open.Case.Clock.EndOf(slot, open.Variant.DurationSeconds);
}
