using System.Globalization;

namespace ComputeNet.WorldCompiler;

/// <summary>Month × hour (UTC) means of the direct hourly series: 12 rows of 24 figures per grid zone, in grams of CO2 per kWh.</summary>
internal static class CarbonProfiles
{
    public static IReadOnlyList<Row> Compile(Folder source, IReadOnlyList<CloudRegion> cloud)
    {
        var hours = source.Read("carbon-odbl/carbon_hourly_2023_direct.csv");
        var zones = cloud.Where(r => r.HourlyZone.Length > 0).GroupBy(r => r.RegionId).OrderBy(g => g.Key, StringComparer.Ordinal);
        return [.. zones.SelectMany(zone => Enumerable.Range(1, 12).Select(month => ProfileRow(zone.Key, zone.First().HourlyZone, month, hours)))];
    }

    private static Row ProfileRow(string profile, string column, int month, IReadOnlyList<Row> hours)
    {
        var row = new Row { ["profile"] = profile, ["month"] = month.ToString(CultureInfo.InvariantCulture) };
        var ofMonth = hours.Where(h => int.Parse(h["datetime_utc"].AsSpan(5, 2), CultureInfo.InvariantCulture) == month)
            .ToLookup(h => int.Parse(h["datetime_utc"].AsSpan(11, 2), CultureInfo.InvariantCulture), h => h.Number(column));
        for (var hour = 0; hour < 24; hour++)
            row[$"h{hour:00}"] = Table.Text(ofMonth[hour].Average(), 1);
        return row;
    }
}
