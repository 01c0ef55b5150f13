using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Rules.Filters;

/// <summary>A program runs only on the architecture that it is built for.</summary>
public sealed class ArchitectureMatches : IFilter
{
    public string Id => "architecture-differs";

    public bool Allows(in Candidacy candidate) => candidate.Variant.Variant.Architecture == candidate.Pool.Supply.Architecture;

    public Refusal Because(in Candidacy candidate) => Refusal.Because(Id,
        ("needArchitecture", candidate.Variant.Variant.Architecture),
        ("poolArchitecture", candidate.Pool.Supply.Architecture));
}
