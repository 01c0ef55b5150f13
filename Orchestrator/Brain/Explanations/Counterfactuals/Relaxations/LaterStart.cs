using ComputeNet.Brain.Problem;

namespace ComputeNet.Brain.Explanations.Counterfactuals.Relaxations;

/// <summary>Content to start later: the wait until then is the tenant's own wish and costs nothing, so a cheap or green hour can win.</summary>
internal sealed class LaterStart : IRelaxation
{
    public string Id => "later-start";

    public bool MovesEarliestStart => true;

    public IEnumerable<Demand> GivenUp(Demand demand, PlanningCase @case) => [demand];

    public double? Need(Demand demand, in Candidacy open, int slot) => (open.Case.Clock.StartOf(slot) - Wished(demand, open)).TotalSeconds is > 0 and var later ? later : null;

    public Relaxed To(Demand demand, in Candidacy open, int slot)
    {
        var start = open.Case.Clock.StartOf(slot);
        return new(demand with { Placement = demand.Placement with { EarliestStart = start } },
            ("earliestStart", start.ToString("O")), ("laterSeconds", Math.Ceiling((start - Wished(demand, open)).TotalSeconds)));
    }

    private static DateTimeOffset Wished(Demand demand, in Candidacy open) =>
        demand.Placement.EarliestStart is { } earliest && earliest > open.Case.Problem.Now ? earliest : open.Case.Problem.Now;
}
