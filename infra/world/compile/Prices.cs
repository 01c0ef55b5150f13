using System.Globalization;

namespace ComputeNet.WorldCompiler;

/// <summary>On-demand price of one device of a model at a public-cloud site.</summary>
/// <remarks>
/// The rule where several instance types hold the same model: a dated price list goes before an undated one; within it the cheapest way to
/// rent one device wins (ties: the larger instance). A device of <c>cpu-core</c> is one vCPU. Providers without a row in regions.csv
/// (lambda, nebius) have no known location and are left out.
/// </remarks>
internal sealed record Prices(IReadOnlyList<Row> Rows, IReadOnlySet<(string Provider, string Region)> CloudSites)
{
    public static Prices Compile(Folder source, Folder authored)
    {
        var models = authored.Read("price-models.csv").ToDictionary(r => r["instance_type"], r => r["model"]);
        var located = source.Read("regions.csv").Select(r => (r["provider"], r["region"])).ToHashSet();
        var offers = source.Read("prices.csv")
            .Where(r => models.ContainsKey(r["instance_type"]))
            .Select(r => new Offer(r, models[r["instance_type"]]))
            .Where(o => located.Contains((o.Provider, o.Region)));
        var chosen = offers.GroupBy(o => (o.Provider, o.Region, o.Model))
            .Select(g => g.OrderByDescending(o => o.AsOf.Length).ThenBy(o => o.PerDevice).ThenByDescending(o => o.Devices).First())
            .OrderBy(o => o.Provider, StringComparer.Ordinal).ThenBy(o => o.Region, StringComparer.Ordinal).ThenBy(o => o.Model, StringComparer.Ordinal)
            .ToList();
        return new Prices([.. chosen.Select(o => o.ToRow())], chosen.Select(o => (o.Provider, o.Region)).ToHashSet());
    }

    private sealed record Offer(Row From, string Model)
    {
        public string Provider => From["provider"] == "aws-cn" ? "aws" : From["provider"];
        public string Region => From["region"];
        public int Devices => int.Parse(From[Model == "cpu-core" ? "vcpus" : "accel_count"], CultureInfo.InvariantCulture);
        public decimal PerDevice => decimal.Parse(From["ondemand_per_hour"], CultureInfo.InvariantCulture) / Devices;

        /// <summary>Only a real date is one; "v8 snapshot (undated)" is not known.</summary>
        public string AsOf => DateOnly.TryParseExact(From["as_of"], "yyyy-MM-dd", out _) ? From["as_of"] : "";

        public Row ToRow() => new()
        {
            ["site"] = $"{Provider}.{Region}",
            ["model"] = Model,
            ["price_per_device_hour"] = Math.Round(PerDevice, 5).ToString("0.#####", CultureInfo.InvariantCulture),
            ["currency"] = From["currency"],
            ["instance_type"] = From["instance_type"],
            ["devices_per_instance"] = Devices.ToString(CultureInfo.InvariantCulture),
            ["as_of"] = AsOf,
            ["source"] = (Provider, AsOf) switch
            {
                ("aws", "") => "aws-catalog-prices",
                ("aws", _) => "aws-list-prices",
                ("azure", _) => "azure-catalog-prices",
                ("gcp", _) => "gcp-list-prices",
                _ => throw new InvalidOperationException($"No source is known for provider '{Provider}'."),
            },
            ["note"] = From["note"].Contains("not verified", StringComparison.Ordinal) ? "list price only; availability in this region is not verified" : "",
        };
    }
}
