namespace ComputeNet.WorldCompiler;

/// <summary>A public-cloud region that has prices: upstream facts joined with our names, country and corrections.</summary>
internal sealed record CloudRegion(Row From, Row Authored)
{
    public string Provider => From["provider"];
    public string Id => $"{Provider}.{From["region"]}";
    public string Country => Authored["country"];
    public string Latitude => Authored["latitude"] is { Length: > 0 } corrected ? corrected : From["lat"];
    public string Longitude => Authored["longitude"] is { Length: > 0 } corrected ? corrected : From["lon"];
    public string GridZone => Authored["grid_zone"] is { Length: > 0 } corrected ? corrected : From["em_zone"];
    public string HourlyZone => From["hourly_2023_column"];

    /// <summary>Chinese regions lie in a province, the others in a grid zone.</summary>
    public string RegionId => From["region"] switch
    {
        "cn-north-1" => "cn-beijing",
        "cn-northwest-1" => "cn-ningxia",
        _ => GridZone.ToLowerInvariant(),
    };

    public string ProviderName => Provider switch { "aws" => "AWS", "azure" => "Azure", "gcp" => "Google Cloud", _ => throw new InvalidOperationException(Provider) };

    public string Operator => From["region"] switch
    {
        "cn-north-1" => "Amazon Web Services (Sinnet)",
        "cn-northwest-1" => "Amazon Web Services (NWCD)",
        _ => Provider switch { "aws" => "Amazon Web Services", "azure" => "Microsoft Azure", _ => "Google Cloud" },
    };
}

internal static class CloudRegions
{
    public static IReadOnlyList<CloudRegion> Read(Folder source, Folder authored, IReadOnlySet<(string Provider, string Region)> priced)
    {
        var names = authored.Read("cloud-places.csv").ToDictionary(r => (r["provider"], r["region"]));
        return
        [
            .. source.Read("regions.csv")
                .Where(r => priced.Contains((r["provider"], r["region"])))
                .Select(r => new CloudRegion(r, names[(r["provider"], r["region"])]))
                .OrderBy(r => r.Id, StringComparer.Ordinal),
        ];
    }
}
