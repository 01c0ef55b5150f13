using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.World.Catalogue;

/// <summary>Where facts come from, under which licence, and the day they were true where all facts of the source share one.</summary>
public sealed record SourceFacts(string Id, string Title, string Location, string Licence, DateOnly? AsOf, string? Note)
{
    public Provenance Says(Basis basis, DateOnly? asOf = null) => new(basis, Title, asOf ?? AsOf);
}
