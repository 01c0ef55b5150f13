namespace ComputeNet.WorldCompiler;

/// <summary>
/// Measured round trips from the place of one cloud region to the site in another. The purpose (a tenant compares sites from one place) has one
/// set: skyplane's, which measures all three clouds alike. Only a pair that it lacks is taken from the provider's own table, and says so.
/// </summary>
internal static class Latencies
{
    private static readonly Dictionary<string, string> OwnTables = new()
    {
        ["cloudping"] = "rtt-cloudping-2025",
        ["azure-docs"] = "rtt-azure-2026",
        ["gcp-smu"] = "rtt-gcp-2023",
    };

    public static IReadOnlyList<Row> Compile(Folder source, IReadOnlyList<CloudRegion> cloud)
    {
        var sites = cloud.Select(r => r.Id).ToHashSet();
        var pairs = new SortedDictionary<(string From, string To), Row>();
        foreach (var row in source.Read("net_rtt_cross_cloud_2022.csv")) Add(row, row.Number("rtt_ms_avg"), "rtt-skyplane-2022");
        foreach (var row in source.Read("net_rtt_intra_cloud.csv")) Add(row, row.Number("rtt_ms_p50"), OwnTables[row["dataset"]]);
        return [.. pairs.Values];

        void Add(Row row, double? milliseconds, string set)
        {
            var pair = (row["src"].Replace(':', '.'), row["dst"].Replace(':', '.'));
            if (milliseconds is null || !sites.Contains(pair.Item1) || !sites.Contains(pair.Item2)) return;
            pairs.TryAdd(pair, new Row { ["place"] = pair.Item1, ["site"] = pair.Item2, ["milliseconds"] = Table.Text(milliseconds, 1), ["source"] = set });
        }
    }
}
