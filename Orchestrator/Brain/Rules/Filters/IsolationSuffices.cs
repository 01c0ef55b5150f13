using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Rules.Filters;

/// <summary>The pool keeps tenants apart at least as well as asked; one that does not say how it does counts as not at all.</summary>
public sealed class IsolationSuffices : IFilter
{
    public string Id => "isolation-too-weak";

    public bool Concerns(DemandFacts demand) => demand.Demand.Placement.MinIsolation is not null;

    public bool Allows(in Candidacy candidate) => candidate.Demand.Demand.Placement.MinIsolation is not { } least || candidate.Pool.Supply.Isolation >= least;

    public Refusal Because(in Candidacy candidate) => Refusal.Because(Id,
        ("poolIsolation", candidate.Pool.Supply.Isolation?.ToString() ?? "unknown"),
        ("minIsolation", candidate.Demand.Demand.Placement.MinIsolation));
}
