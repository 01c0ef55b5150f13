namespace ComputeNet.WorldCompiler;

/// <summary>The 43 Chinese centres and the public-cloud regions that have prices. What is not stated stays blank.</summary>
internal static class Sites
{
    /// <summary>The article does not say what Chengdu runs; its operator's announcements do.</summary>
    private const string AnnouncedAscend = "chengdu-ic";

    public static IReadOnlyList<Row> Compile(Folder source, Folder authored, IReadOnlyList<CloudRegion> cloud, Places places)
    {
        var architectures = authored.Read("chinese-architectures.csv");
        var provinces = Regions.Provinces(source);
        return [.. source.Read("centres.csv").Select(r => Centre(r, architectures, provinces, places)).Concat(cloud.Select(Cloud))];
    }

    /// <summary>Site → architecture, for the centres whose architecture is stated or publicly announced.</summary>
    public static IReadOnlyDictionary<string, string> StatedArchitectures(Folder source, Folder authored)
    {
        var words = authored.Read("chinese-architectures.csv");
        return source.Read("centres.csv").Select(r => (Id: r["id"], Architecture: ArchitectureOf(r, words))).Where(r => r.Architecture.Length > 0).ToDictionary(r => r.Id, r => r.Architecture);
    }

    private static string ArchitectureOf(Row centre, IReadOnlyList<Row> words) =>
        centre["id"] == AnnouncedAscend ? "ascend" : words.FirstOrDefault(w => centre["architecture"].StartsWith(w["stated"], StringComparison.Ordinal))?["architecture"] ?? "";

    private static Row Centre(Row centre, IReadOnlyList<Row> words, IReadOnlyDictionary<string, string> provinces, Places places)
    {
        var architecture = ArchitectureOf(centre, words);
        // "<1.2" is an upper bound of the annual mean; the bound is what the catalogue keeps.
        var pue = centre["pue"].TrimStart('<');
        return Of(centre["id"], centre["name_zh"], centre["name_en"], centre["operator"], centre["kind"], centre["status"].Replace(' ', '-'),
            provinces[centre["province"]], places.CityIds[centre["id"]], "CN", centre["lat"], centre["lon"], "general-knowledge",
            architecture, architecture.Length == 0 ? "" : centre["id"] == AnnouncedAscend ? "public-announcement" : "article-intelligent-computing",
            pue, pue.Length > 0 ? "stated" : "unknown", pue.Length > 0 ? "article-intelligent-computing" : "", "article-intelligent-computing");
    }

    private static Row Cloud(CloudRegion region)
    {
        var published = region.From["pue_source"].Contains("published", StringComparison.Ordinal);
        return Of(region.Id, $"{region.ProviderName} {region.Authored["name_zh"]} ({region.From["region"]})", $"{region.ProviderName} {region.Authored["name_en"]} ({region.From["region"]})",
            region.Operator, "cloud", "operating", region.RegionId, region.Id, region.Country, region.Latitude, region.Longitude, "cloud-regions",
            "", "", region.From["pue"], published ? "stated" : "estimated", published ? "pue-provider-published" : "pue-provider-average", "cloud-regions",
            region.From["pue_year"] is { Length: > 0 } year ? $"{year}-12-31" : "");
    }

    private static Row Of(string id, string zh, string en, string @operator, string kind, string status, string region, string place, string country, string latitude, string longitude,
        string locationSource, string architecture, string architectureSource, string pue, string pueBasis, string pueSource, string source, string pueAsOf = "") => new()
        {
            ["id"] = id,
            ["name_zh"] = zh,
            ["name_en"] = en,
            ["operator"] = @operator,
            ["kind"] = kind,
            ["status"] = status,
            ["region"] = region,
            ["place"] = place,
            ["country"] = country,
            ["latitude"] = latitude,
            ["longitude"] = longitude,
            ["location_source"] = locationSource,
            ["architecture"] = architecture,
            ["architecture_source"] = architectureSource,
            ["pue"] = pue,
            ["pue_basis"] = pueBasis,
            ["pue_source"] = pueSource,
            ["pue_as_of"] = pueAsOf,
            ["source"] = source,
        };
}
