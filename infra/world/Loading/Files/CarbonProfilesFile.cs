using System.Globalization;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.World.Loading.Files;

/// <summary>Month × hour profiles; a licence of its own (ODbL) keeps them in a folder of their own.</summary>
internal static class CarbonProfilesFile
{
    public const double HighestGramsPerKilowattHour = 2000;
    private const string File = "carbon-odbl/carbon-profiles.csv";
    private static readonly string[] HourColumns = [.. Enumerable.Range(0, 24).Select(h => h.ToString("'h'00", CultureInfo.InvariantCulture))];

    /// <summary>Profile → 288 grams per kWh, January 00:00 UTC first.</summary>
    public static IReadOnlyDictionary<RegionId, IReadOnlyList<double>> Read(string folder, FaultList faults)
    {
        var before = faults.Count;
        var table = CsvTable.Read(folder, File, ["profile", "month", .. HourColumns], faults);
        var months = Keyed.By(table, "month",
            row => (Profile: row.Id<RegionId>("profile"), Month: row.Whole("month", 1, 12), Grams: HourColumns.Select(h => row.Number(h, 0, HighestGramsPerKilowattHour)).ToArray()),
            month => (month.Profile, month.Month));
        var allRowsRead = faults.Count == before;
        if (!table.IsComplete) faults.MarkIncomplete<RegionId>();
        var profiles = new Dictionary<RegionId, IReadOnlyList<double>>();
        foreach (var profile in months.Values.GroupBy(m => m.Profile))
        {
            if (profile.Count() == 12)
            {
                profiles[profile.Key] = [.. profile.OrderBy(m => m.Month).SelectMany(m => m.Grams)];
                continue;
            }
            // A month whose row has a fault is missing here too; it is reported once, where it stands.
            if (allRowsRead) faults.Add(File, 1, "month", profile.Key.Value, $"has {profile.Count()} of 12 months");
            faults.LeaveOut(profile.Key);
        }
        return profiles;
    }
}
