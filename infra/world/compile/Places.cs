namespace ComputeNet.WorldCompiler;

/// <summary>Cities of the centres, clusters of the eight hubs, and the cloud regions: the points from which latency is counted.</summary>
internal sealed record Places(IReadOnlyList<Row> Rows, IReadOnlyDictionary<string, string> CityIds)
{
    public static Places Compile(Folder source, Folder authored, IReadOnlyList<CloudRegion> cloud)
    {
        var own = authored.Read("chinese-places.csv").ToDictionary(r => r["city_zh"]);
        var rows = new SortedDictionary<string, Row>(StringComparer.Ordinal);
        var cityIds = new Dictionary<string, string>();

        // The row that says "city centre" is the better point for the city than one in an outer district.
        var centres = source.Read("centres.csv").OrderBy(r => r["geo_note"].StartsWith("city centre", StringComparison.Ordinal) ? 0 : 1);
        foreach (var centre in centres)
        {
            var (city, corrected) = CityOf(centre, own);
            var id = corrected?["id"] ?? Slug.Of(city);
            cityIds[centre["id"]] = id;
            if (rows.ContainsKey(id)) continue;
            rows[id] = City(id, city == "Zhangbei" ? "张北" : centre["city"], corrected?["name_en"] ?? city, centre["province"],
                Or(corrected?["latitude"], centre["lat"]), Or(corrected?["longitude"], centre["lon"]));
        }
        foreach (var hub in source.Read("china_hubs.csv"))
        {
            var id = Hubs.PlaceOf(hub);
            if (!rows.ContainsKey(id))
                rows[id] = City(id, hub["cluster_zh"].Replace("集群", "", StringComparison.Ordinal), hub["cluster_en"].Split(" (")[0], hub["province_zh"].Split('/')[0], hub["lat"], hub["lon"]);
        }
        var provinces = Regions.Provinces(source);
        foreach (var row in rows.Values) row["region"] = provinces[row["region"]];
        foreach (var region in cloud)
            rows[region.Id] = Of(region.Id, $"{region.ProviderName} {region.Authored["name_zh"]}", $"{region.ProviderName} {region.Authored["name_en"]}", "cloud-region",
                region.Country, region.RegionId, region.Latitude, region.Longitude, "cloud-regions");
        return new Places([.. rows.Values], cityIds);
    }

    /// <summary>Zhangbei is a county of Zhangjiakou 60 km from the city: its own place. Other brackets only describe.</summary>
    private static (string City, Row? Corrected) CityOf(Row centre, Dictionary<string, Row> own) =>
        centre["id"] == "aliyun-zhangbei" ? ("Zhangbei", null) : (centre["city_en"], own.GetValueOrDefault(centre["city"]));

    private static string Or(string? first, string second) => string.IsNullOrEmpty(first) ? second : first;

    private static Row City(string id, string zh, string en, string province, string latitude, string longitude) =>
        Of(id, zh, en, "city", "CN", province, latitude, longitude, "general-knowledge");

    private static Row Of(string id, string zh, string en, string kind, string country, string region, string latitude, string longitude, string source) => new()
    {
        ["id"] = id,
        ["name_zh"] = zh,
        ["name_en"] = en,
        ["kind"] = kind,
        ["country"] = country,
        ["region"] = region,
        ["latitude"] = latitude,
        ["longitude"] = longitude,
        ["source"] = source,
    };
}
