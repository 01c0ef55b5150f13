using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.World.Catalogue;

namespace ComputeNet.World.Loading.Files;

internal static class SitesFile
{
    private static readonly string[] Columns =
    [
        "id", "name_zh", "name_en", "operator", "kind", "status", "region", "place", "country", "latitude", "longitude", "location_source",
        "architecture", "architecture_source", "pue", "pue_basis", "pue_source", "pue_as_of", "source",
    ];

    /// <summary>The sites without their capacities, which lie in a file of their own.</summary>
    public static IReadOnlyDictionary<SiteId, SiteFacts> Read(
        string folder, IReadOnlyDictionary<string, SourceFacts> sources, IReadOnlyDictionary<RegionId, RegionFacts> regions, IReadOnlyDictionary<PlaceId, PlaceFacts> places, FaultList faults) =>
        Keyed.By(CsvTable.Read(folder, "sites.csv", Columns, faults), "id", row => ReadRow(row, sources, regions, places), site => site.Id);

    private static SiteFacts ReadRow(CsvRow row, IReadOnlyDictionary<string, SourceFacts> sources, IReadOnlyDictionary<RegionId, RegionFacts> regions, IReadOnlyDictionary<PlaceId, PlaceFacts> places)
    {
        var region = row.Reference("region", regions);
        var country = row.Country("country");
        if (row.IsSound && regions[region].Country != country) row.Fault("country", $"is not the country of region '{region}', {regions[region].Country}");
        var architecture = row.OptionalId<Architecture>("architecture");
        if (architecture is null != row.IsBlank("architecture_source")) row.Fault("architecture_source", "must be given exactly when the architecture is");
        var pueAsOf = row.OptionalDate("pue_as_of");
        var pueSource = row.OptionalSource("pue_source", sources);
        if (row.IsBlank("pue") != row.IsBlank("pue_source")) row.Fault("pue_source", "must be given exactly when the figure is");
        return new SiteFacts(
            row.Id<SiteId>("id"), row.Text("name_zh"), row.Text("name_en"), row.OptionalText("operator"), row.Word<SiteKind>("kind"), row.Word<SiteStatus>("status"),
            region, row.Reference("place", places), country,
            row.Location(), row.Source("location_source", sources).Says(Basis.Stated),
            architecture, row.OptionalSource("architecture_source", sources)?.Says(Basis.Stated) ?? Provenance.Unknown,
            [], row.OptionalFigure("pue", "pue_basis", 1, 3, basis => pueSource?.Says(basis, pueAsOf) ?? Provenance.Unknown),
            row.Source("source", sources).Says(Basis.Stated));
    }
}
