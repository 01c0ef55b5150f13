using ComputeNet.Brain.Problem;

namespace ComputeNet.Brain.Explanations.Counterfactuals.Relaxations;

/// <summary>Ready to start before the earliest start that was asked for.</summary>
internal sealed class EarlierStart : IRelaxation
{
    public string Id => "earlier-start";

    public bool MovesEarliestStart => true;

    public IEnumerable<Demand> GivenUp(Demand demand, PlanningCase @case) =>
        demand.Placement.EarliestStart > @case.Problem.Now ? [demand with { Placement = demand.Placement with { EarliestStart = null } }] : [];

    public double? Need(Demand demand, in Candidacy open, int slot) =>
        (demand.Placement.EarliestStart!.Value - open.Case.Clock.StartOf(slot)).TotalSeconds is > 0 and var earlier ? earlier : null;

    public Relaxed To(Demand demand, in Candidacy open, int slot)
    {
        var start = open.Case.Clock.StartOf(slot);
        return new(demand with { Placement = demand.Placement with { EarliestStart = start } },
            ("earliestStart", start.ToString("O")), ("earlierSeconds", Math.Ceiling((demand.Placement.EarliestStart!.Value - start).TotalSeconds)));
    }
}
