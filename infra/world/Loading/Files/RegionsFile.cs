using ComputeNet.Contracts.Vocabulary;
using ComputeNet.World.Catalogue;

namespace ComputeNet.World.Loading.Files;

internal static class RegionsFile
{
    private static readonly string[] Columns =
    [
        "id", "name_zh", "name_en", "country", "carbon_accounting", "carbon_grams_per_kwh", "carbon_profile", "carbon_basis", "carbon_source", "carbon_as_of",
        "assumed_pue", "assumed_pue_source",
    ];

    public static IReadOnlyDictionary<RegionId, RegionFacts> Read(
        string folder, IReadOnlyDictionary<string, SourceFacts> sources, IReadOnlyDictionary<RegionId, IReadOnlyList<double>> profiles, FaultList faults) => Keyed.By(
        CsvTable.Read(folder, "regions.csv", Columns, faults), "id",
        row => new RegionFacts(row.Id<RegionId>("id"), row.Text("name_zh"), row.Text("name_en"), row.Country("country"), ReadCarbon(row, sources, profiles), ReadAssumedPue(row, sources)),
        region => region.Id);

    private static CarbonSignal? ReadCarbon(CsvRow row, IReadOnlyDictionary<string, SourceFacts> sources, IReadOnlyDictionary<RegionId, IReadOnlyList<double>> profiles)
    {
        var annual = row.OptionalNumber("carbon_grams_per_kwh", 0, CarbonProfilesFile.HighestGramsPerKilowattHour);
        var profile = row.IsBlank("carbon_profile") ? default(RegionId?) : row.Reference("carbon_profile", profiles);
        var basis = row.Word<Basis>("carbon_basis");
        var asOf = row.OptionalDate("carbon_as_of");
        if (row.HasFaultIn("carbon_basis")) return null;
        if (basis == Basis.Unknown)
        {
            if (annual is not null || profile is not null) row.Fault("carbon_basis", "is unknown although the row gives a figure");
            else if (!row.IsBlank("carbon_accounting")) row.Fault("carbon_accounting", "must be blank where no figure is known");
            return null;
        }
        // Life-cycle figures are up to four times higher; one mixed in would make grids look worse than they are.
        if (row.OptionalText("carbon_accounting") != "direct") row.Fault("carbon_accounting", "is not 'direct': other accountings are not comparable and stay out");
        if (annual is null == profile is null) row.Fault("carbon_grams_per_kwh", "and carbon_profile: exactly one of them must be given");
        var provenance = row.Source("carbon_source", sources).Says(basis, asOf);
        if (!row.IsSound) return null;
        return profile is { } name ? CarbonSignal.Profile(profiles[name], provenance) : CarbonSignal.Annual(annual!.Value, provenance);
    }

    private static Figure? ReadAssumedPue(CsvRow row, IReadOnlyDictionary<string, SourceFacts> sources)
    {
        if (row.OptionalNumber("assumed_pue", 1, 3) is not { } pue) return null;
        return new Figure(pue, row.Source("assumed_pue_source", sources).Says(Basis.Assumed));
    }
}
