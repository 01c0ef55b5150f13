using ComputeNet.Contracts.Vocabulary;
using ComputeNet.World.Catalogue;

namespace ComputeNet.World.Loading.Files;

internal static class HubsFile
{
    private static readonly string[] Columns = ["id", "hub", "hub_name_zh", "hub_name_en", "name_zh", "name_en", "side", "place", "latitude", "longitude", "source"];

    private enum Side { East, West }

    public static IReadOnlyDictionary<string, HubFacts> Read(
        string folder, IReadOnlyDictionary<string, SourceFacts> sources, IReadOnlyDictionary<PlaceId, PlaceFacts> places, FaultList faults) => Keyed.By(
        CsvTable.Read(folder, "hubs.csv", Columns, faults), "id",
        row => new HubFacts(
            row.Text("id"), row.Text("hub"), row.Text("hub_name_zh"), row.Text("hub_name_en"), row.Text("name_zh"), row.Text("name_en"), row.Word<Side>("side") == Side.East,
            row.Reference("place", places), row.Location(), row.Source("source", sources).Says(Basis.Stated)),
        hub => hub.Id);
}
