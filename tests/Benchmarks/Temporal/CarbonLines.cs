namespace ComputeNet.Benchmarks.Temporal;

/// <summary>
/// The lines of the hourly trace as they are, header first. The trace ends an hour early while the published optima know that hour; it is added from
/// <c>last_hour_2022.csv</c>, which is the last row (slack_0) of each zone's published job_1/slack_8760 file
/// (umassos/decarbonization-potential @3493a630, Apache-2.0; Electricity Maps, ODbL).
/// </summary>
internal static class CarbonLines
{
    private const int HoursOfYear = 8760;

    internal static string[] Of(string file)
    {
        var lines = File.ReadAllLines(file).Where(line => line.Length > 0).ToArray();
        var last = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Temporal", "last_hour_2022.csv"));
        return lines.Length == HoursOfYear && lines[0] == last[0] ? [.. lines, last[1]] : lines;
    }
}
