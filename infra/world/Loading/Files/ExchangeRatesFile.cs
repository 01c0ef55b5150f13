using ComputeNet.Contracts.Vocabulary;
using ComputeNet.World.Catalogue;

namespace ComputeNet.World.Loading.Files;

/// <summary>The one dated table that turns other currencies into yuan.</summary>
internal static class ExchangeRatesFile
{
    private static readonly string[] Columns = ["currency", "yuan_per_unit", "basis", "as_of", "reason"];

    public static IReadOnlyDictionary<string, ExchangeRate> Read(string folder, FaultList faults)
    {
        var before = faults.Count;
        var rates = Keyed.By(CsvTable.Read(folder, "exchange-rates.csv", Columns, faults), "currency", ReadRow, rate => rate.Currency);
        if (faults.Count == before && rates.GetValueOrDefault("CNY")?.YuanPerUnit != 1)
            faults.Add("exchange-rates.csv", 1, "currency", "CNY", "must have a row with 1 yuan per unit");
        return rates;
    }

    private static ExchangeRate ReadRow(CsvRow row)
    {
        var currency = row.Text("currency");
        if (currency.Length != 3 || !currency.All(char.IsAsciiLetterUpper)) row.Fault("currency", "is not an ISO 4217 code");
        var basis = row.Word<Basis>("basis");
        if (basis == Basis.Unknown && !row.HasFaultIn("basis")) row.Fault("basis", "of a rate must be known");
        var asOf = row.OptionalDate("as_of");
        if (row.IsBlank("as_of")) row.Fault("as_of", "must not be empty: a rate without a date cannot be judged");
        return new ExchangeRate(currency, row.Amount("yuan_per_unit"), new Provenance(basis, row.Text("reason"), asOf));
    }
}
