using ComputeNet.Brain.Problem;

namespace ComputeNet.Brain.Explanations.Counterfactuals;

/// <summary>
/// One wish that a tenant could do with less of. A search gives it up whole, looks at every placement that then has room, asks how much of the
/// wish each would need to be given up, and takes back the rest.
/// </summary>
internal interface IRelaxation
{
    /// <summary>Stable kebab-case word.</summary>
    string Id { get; }

    /// <summary>Copies of the demand with the wish given up whole; none when there is nothing to give up.</summary>
    IEnumerable<Demand> GivenUp(Demand demand, PlanningCase @case);

    /// <summary>How much of the wish this placement needs given up, above 0; null when none, or when that cannot be said.</summary>
    double? Need(Demand demand, in Candidacy open, int slot);

    /// <summary>The demand with just so much given up as this placement needs.</summary>
    Relaxed To(Demand demand, in Candidacy open, int slot);

    /// <summary>What it opens are spreads over several pools, each at its best start.</summary>
    bool OpensSpreads => false;

    /// <summary>The wish moves the start that waiting counts from: a placement at the relaxed start has not waited.</summary>
    bool MovesEarliestStart => false;
}

/// <summary>A demand that asks for less, and the numbers of what it gives up.</summary>
internal sealed record Relaxed(Demand Demand, params (string Name, object? Value)[] Facts);
