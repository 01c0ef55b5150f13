using ComputeNet.Contracts.Vocabulary;
using ComputeNet.World.Catalogue;

namespace ComputeNet.World.Loading.Files;

/// <summary>Measured round trips only; what is not here is estimated.</summary>
internal static class LatencyFile
{
    private static readonly string[] Columns = ["place", "site", "milliseconds", "source"];

    public static IReadOnlyDictionary<(PlaceId Place, SiteId Site), Figure> Read(
        string folder, IReadOnlyDictionary<string, SourceFacts> sources, IReadOnlyDictionary<PlaceId, PlaceFacts> places, IReadOnlyDictionary<SiteId, SiteFacts> sites, FaultList faults)
    {
        var measured = sources.ToDictionary(s => s.Key, s => s.Value.Says(Basis.Measured));
        var rows = Keyed.By(CsvTable.Read(folder, "latency.csv", Columns, faults), "site",
            row => (Pair: (row.Reference("place", places), row.Reference("site", sites)), Milliseconds: row.Number("milliseconds", 0.1, 2000), Source: row.Source("source", sources)),
            row => row.Pair);
        return rows.ToDictionary(r => r.Key, r => new Figure(r.Value.Milliseconds, measured[r.Value.Source.Id]));
    }
}
