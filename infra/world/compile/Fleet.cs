using System.Globalization;

namespace ComputeNet.WorldCompiler;

/// <summary>
/// The demonstration fleet: what simulated sites pretend to offer. Cloud sites get a CPU pool and their two best-ranked priced models (verified
/// as available) with an assumed count; Chinese centres get the authored pools, counted from their stated FP16 capacity where no count is given.
/// </summary>
internal static class Fleet
{
    private const int ModelsPerCloudSite = 2;

    public static IReadOnlyList<Row> Compile(Folder source, Folder authored, IReadOnlyList<Row> prices, IReadOnlyList<Row> accelerators)
    {
        var peaks = accelerators.Where(r => r["fp16_teraflops"].Length > 0).ToDictionary(r => r["id"], r => r.Number("fp16_teraflops")!.Value);
        var capacities = Capacities.Compile(source).Where(r => r["precision"] == "fp16" && r["stage"] == "built").ToDictionary(r => r["site"], r => r.Number("petaflops")!.Value);
        var stated = Sites.StatedArchitectures(source, authored);
        var chinese = authored.Read("chinese-pools.csv").Select(r => Chinese(r, peaks, capacities, stated, accelerators));
        var ranked = authored.Read("cloud-pools.csv").ToDictionary(r => r["model"]);
        var cloud = prices.Where(p => ranked.ContainsKey(p["model"]) && p["note"].Length == 0).GroupBy(p => p["site"])
            .SelectMany(site => site.OrderBy(p => ranked[p["model"]].Number("rank")).Take(ModelsPerCloudSite + (site.Any(p => p["model"] == "cpu-core") ? 1 : 0)))
            .Select(p => Of(p["site"], p["model"], "stated", ranked[p["model"]]["devices"], "assumed", "assumed-size", "", "", ""));
        return [.. chinese.Concat(cloud)];
    }

    private static Row Chinese(Row pool, Dictionary<string, double> peaks, Dictionary<string, double> capacities, IReadOnlyDictionary<string, string> stated, IReadOnlyList<Row> accelerators)
    {
        if (pool["devices"].Length > 0)
            return Of(pool["site"], pool["model"], pool["model_basis"], pool["devices"], "assumed", "assumed-size", pool["yuan_per_device_hour"], "CNY", pool["note"]);
        var devices = (int)Math.Floor(capacities[pool["site"]] * 1000 / peaks[pool["model"]]);
        var architecture = accelerators.Single(a => a["id"] == pool["model"])["architecture"];
        var basis = stated.GetValueOrDefault(pool["site"]) == architecture ? "estimated" : "assumed";
        return Of(pool["site"], pool["model"], pool["model_basis"], devices.ToString(CultureInfo.InvariantCulture), basis, "capacity-over-peak", pool["yuan_per_device_hour"], "CNY", pool["note"]);
    }

    private static Row Of(string site, string model, string modelBasis, string devices, string devicesBasis, string method, string price, string currency, string note) => new()
    {
        ["id"] = $"{site}.{ShortName(model)}",
        ["site"] = site,
        ["model"] = model,
        ["model_basis"] = modelBasis,
        ["devices"] = devices,
        ["devices_basis"] = devicesBasis,
        ["devices_method"] = method,
        ["price_per_device_hour"] = price,
        ["currency"] = currency,
        ["price_basis"] = price.Length > 0 ? "assumed" : "stated",
        ["note"] = note,
    };

    /// <summary>The model without its vendor: <c>nvidia-h100-sxm5</c> → <c>h100-sxm5</c>.</summary>
    private static string ShortName(string model) => model == "cpu-core" ? "cpu" : model[(model.IndexOf('-', StringComparison.Ordinal) + 1)..];
}
