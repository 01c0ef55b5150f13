namespace ComputeNet.WorldCompiler;

/// <summary>
/// One grid-carbon signal each. Direct emissions only: Chinese provinces by their annual factor; grid zones by the hourly direct series where
/// there is one, else by Google's annual figure for its region in the same zone; what has only a life-cycle figure stays unknown.
/// </summary>
internal static class Regions
{
    private static readonly HashSet<string> WesternHubs = ["内蒙古", "贵州", "甘肃", "宁夏"];

    public static IReadOnlyDictionary<string, string> Provinces(Folder source) =>
        ProvinceRows(source).ToDictionary(r => r["name_zh"], r => "cn-" + Slug.Of(r["name_en"]));

    public static IReadOnlyList<Row> Compile(Folder source, Folder authored, IReadOnlyList<CloudRegion> cloud)
    {
        var names = authored.Read("grid-zones.csv").ToDictionary(r => r["zone"]);
        var google = source.Read("gcp_region_carbon_2019_2025.csv").Where(r => r["year"] == "2025" && r["grid_ci_g_per_kwh"].Length > 0).ToDictionary(r => "gcp." + r["region"]);
        var provinces = ProvinceRows(source).Select(r => Of(
            "cn-" + Slug.Of(r["name_en"]), r["name_zh"], r["name_en"], "CN",
            Table.Text(r.Number("kgco2_per_kwh_2022") * 1000, 1), "", "stated", "mee-nbs-2022", "2022-12-31", WesternHubs.Contains(r["name_zh"]) ? "1.2" : "1.25"));
        var zones = cloud.Where(r => r.Country != "CN").GroupBy(r => r.RegionId).Select(sites =>
        {
            var first = sites.First();
            var name = names[first.GridZone];
            if (sites.FirstOrDefault(s => s.HourlyZone.Length > 0) is not null)
                return Of(sites.Key, name["name_zh"], name["name_en"], first.Country, "", sites.Key, "estimated", "electricity-maps-2023", "2023-12-31", "");
            return sites.Select(s => google.GetValueOrDefault(s.Id)).FirstOrDefault(g => g is not null) is { } annual
                ? Of(sites.Key, name["name_zh"], name["name_en"], first.Country, Table.Text(annual.Number("grid_ci_g_per_kwh"), 1), "", "stated", "gcp-region-carbon-2025", "2025-12-31", "")
                : Of(sites.Key, name["name_zh"], name["name_en"], first.Country, "", "", "unknown", "", "", "");
        });
        return [.. provinces.Concat(zones).OrderBy(r => r["id"], StringComparer.Ordinal)];
    }

    private static IEnumerable<Row> ProvinceRows(Folder source) => source.Read("china_grid_factors.csv").Where(r => r["level"] == "province");

    private static Row Of(string id, string zh, string en, string country, string annual, string profile, string basis, string source, string asOf, string assumedPue) => new()
    {
        ["id"] = id,
        ["name_zh"] = zh,
        ["name_en"] = en,
        ["country"] = country,
        ["carbon_accounting"] = basis == "unknown" ? "" : "direct",
        ["carbon_grams_per_kwh"] = annual,
        ["carbon_profile"] = profile,
        ["carbon_basis"] = basis,
        ["carbon_source"] = source,
        ["carbon_as_of"] = asOf,
        ["assumed_pue"] = assumedPue,
        ["assumed_pue_source"] = assumedPue.Length > 0 ? "hub-approval-letters" : "",
    };
}
