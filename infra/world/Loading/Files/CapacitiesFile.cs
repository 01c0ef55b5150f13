using ComputeNet.Contracts.Vocabulary;
using ComputeNet.World.Catalogue;

namespace ComputeNet.World.Loading.Files;

internal static class CapacitiesFile
{
    private static readonly string[] Columns = ["site", "petaflops", "precision", "stage", "source"];

    private enum Stage { Built, Planned }

    /// <summary>The capacities by the site that states them; rows of an unknown site are a fault.</summary>
    public static ILookup<SiteId, StatedCapacity> Read(string folder, IReadOnlyDictionary<string, SourceFacts> sources, IReadOnlySet<SiteId> sites, FaultList faults) =>
        CsvTable.Read(folder, "capacities.csv", Columns, faults).Rows
            .Select(row => (Row: row, Site: SiteOf(row, sites), Capacity: new StatedCapacity(
                row.Number("petaflops", 0.001, 1_000_000), row.Word<CapacityPrecision>("precision"), row.Word<Stage>("stage") == Stage.Built, row.Source("source", sources).Says(Basis.Stated))))
            .ToList()
            .Where(read => read.Row.IsSound)
            .ToLookup(read => read.Site, read => read.Capacity);

    private static SiteId SiteOf(CsvRow row, IReadOnlySet<SiteId> sites)
    {
        var site = row.Id<SiteId>("site");
        if (row.IsSound && !sites.Contains(site)) row.Fault("site", "is an unknown SiteId");
        return site;
    }
}
