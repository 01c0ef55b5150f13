using ComputeNet.Contracts.Vocabulary;
using ComputeNet.World.Catalogue;

namespace ComputeNet.World.Loading.Files;

internal static class PricesFile
{
    private static readonly string[] Columns = ["site", "model", "price_per_device_hour", "currency", "instance_type", "devices_per_instance", "as_of", "source", "note"];

    public static IReadOnlyDictionary<(SiteId Site, AcceleratorModelId Model), PriceFacts> Read(
        string folder, IReadOnlyDictionary<string, SourceFacts> sources, IReadOnlyDictionary<SiteId, SiteFacts> sites,
        IReadOnlyDictionary<AcceleratorModelId, AcceleratorFacts> accelerators, IReadOnlyDictionary<string, ExchangeRate> rates, FaultList faults) => Keyed.By(
        CsvTable.Read(folder, "prices.csv", Columns, faults), "model",
        row =>
        {
            var asOf = row.OptionalDate("as_of");
            return new PriceFacts(
                row.Reference("site", sites), row.Reference("model", accelerators), new Money(row.Amount("price_per_device_hour"), row.Currency("currency", rates)),
                row.Text("instance_type"), row.Whole("devices_per_instance", 1, 10_000), row.Source("source", sources).Says(Basis.Stated, asOf), row.OptionalText("note"));
        },
        price => (price.Site, price.Model));
}
