namespace ComputeNet.WorldCompiler;

/// <summary>The ten clusters of the eight national hubs (东数西算), for the map.</summary>
internal static class Hubs
{
    public static IReadOnlyList<Row> Compile(Folder source, Places places)
    {
        var known = places.Rows.Select(r => r["id"]).ToHashSet();
        return
        [
            .. source.Read("china_hubs.csv").Select(r => new Row
            {
                ["id"] = r["cluster_id"],
                ["hub"] = r["hub_id"],
                ["hub_name_zh"] = r["hub_zh"],
                ["hub_name_en"] = r["hub_en"],
                ["name_zh"] = r["cluster_zh"],
                ["name_en"] = r["cluster_en"],
                ["side"] = r["side"],
                ["place"] = known.Contains(PlaceOf(r)) ? PlaceOf(r) : throw new InvalidOperationException($"Hub cluster '{r["cluster_id"]}' has no place."),
                ["latitude"] = r["lat"],
                ["longitude"] = r["lon"],
                ["source"] = "hub-approval-letters",
            }),
        ];
    }

    /// <summary>The Tianfu cluster lies in Chengdu; every other cluster is its own place.</summary>
    public static string PlaceOf(Row hub) => hub["cluster_id"] == "tianfu" ? "chengdu" : hub["cluster_id"];
}
