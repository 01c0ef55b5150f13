using ComputeNet.Contracts.Vocabulary;
using ComputeNet.World.Catalogue;

namespace ComputeNet.World.Loading.Files;

internal static class PlacesFile
{
    private static readonly string[] Columns = ["id", "name_zh", "name_en", "kind", "country", "region", "latitude", "longitude", "source"];

    public static IReadOnlyDictionary<PlaceId, PlaceFacts> Read(
        string folder, IReadOnlyDictionary<string, SourceFacts> sources, IReadOnlyDictionary<RegionId, RegionFacts> regions, FaultList faults) => Keyed.By(
        CsvTable.Read(folder, "places.csv", Columns, faults), "id",
        row => new PlaceFacts(
            row.Id<PlaceId>("id"), row.Text("name_zh"), row.Text("name_en"), row.Word<PlaceKind>("kind"), row.Country("country"),
            row.Reference("region", regions), row.Location(), row.Source("source", sources).Says(Basis.Stated)),
        place => place.Id);
}
