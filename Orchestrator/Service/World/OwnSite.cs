using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.World.Catalogue;

namespace ComputeNet.Service.World;

/// <summary>
/// A site that the public catalogue does not know, such as this machine. It stands at a place of the catalogue, from which its grid, its
/// country and its round trips follow; that it stands there is our word, and is marked assumed.
/// </summary>
public sealed record OwnSite(string Id, string NameZh, string NameEn, string Place)
{
    public SiteKind Kind { get; init; } = SiteKind.Local;

    /// <summary>Who runs it; null: not said.</summary>
    public string? Operator { get; init; }

    /// <summary>On whose word.</summary>
    public string Source { get; init; } = "configuration";

    public SiteFacts FactsIn(WorldCatalogue world)
    {
        if (!world.Places.TryGetValue(new PlaceId(Place), out var place))
            throw new InvalidOperationException($"Own site '{Id}': the place '{Place}' is not in the catalogue.");
        var assumed = Provenance.Assumed($"{Source}: site {Id} at {Place}");
        return new SiteFacts(
            new SiteId(Id), NameZh, NameEn, Operator, Kind, SiteStatus.Operating, place.Region, place.Id, place.Country, place.Location, assumed,
            null, Provenance.Unknown, [], null, assumed);
    }
}
