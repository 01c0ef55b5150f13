using ComputeNet.World.Catalogue;

namespace ComputeNet.World.Loading.Files;

internal static class SourcesFile
{
    private static readonly string[] Columns = ["id", "title", "location", "licence", "as_of", "note"];

    public static IReadOnlyDictionary<string, SourceFacts> Read(string folder, FaultList faults) => Keyed.By(
        CsvTable.Read(folder, "sources.csv", Columns, faults), "id",
        row => new SourceFacts(row.Text("id"), row.Text("title"), row.Text("location"), row.Text("licence"), row.OptionalDate("as_of"), row.OptionalText("note")),
        source => source.Id);
}
