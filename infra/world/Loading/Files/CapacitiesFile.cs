using ComputeNet.Contracts.Vocabulary;
using ComputeNet.World.Catalogue;

namespace ComputeNet.World.Loading.Files;

internal static class CapacitiesFile
{
    private static readonly string[] Columns = ["site", "petaflops", "precision", "stage", "source"];

    private enum Stage { Built, Planned }

    /// <summary>The capacities by the site that states them; rows of an unknown site are a fault.</summary>
    public static ILookup<SiteId, StatedCapacity> Read(string folder, IReadOnlyDictionary<string, SourceFacts> sources, IReadOnlyDictionary<SiteId, SiteFacts> sites, FaultList faults) =>
        CsvTable.Read(folder, "capacities.csv", Columns, faults).Rows
            .Select(row => (Row: row, Site: row.Reference("site", sites), Capacity: new StatedCapacity(
                row.Number("petaflops", 0.001, 1_000_000), row.Word<CapacityPrecision>("precision"), row.Word<Stage>("stage") == Stage.Built, row.Source("source", sources).Says(Basis.Stated))))
            .ToList()
            .Where(read => read.Row.IsSound)
            .ToLookup(read => read.Site, read => read.Capacity);
}
