using System.Globalization;
using ComputeNet.Benchmarks.Running;

namespace ComputeNet.Benchmarks.Spatial;

/// <summary>Zones with a known latency and a known mean carbon intensity, cleanest first; every zone has the same work and the same room.</summary>
public sealed class SpatialTrace
{
    public const string CarbonFile = "traces/spatial/carbon_mean_2022.csv";
    public const string LatencyFile = "traces/spatial/latency_ms.csv";
    public const string PublishedFile = "traces/spatial/published.csv";

    private readonly string[] origins;
    private readonly double[][] rows;
    private readonly int[] columns;

    private SpatialTrace(string[] zones, double[] grams, string[] origins, double[][] rows, int[] columns) =>
        (Zones, Grams, this.origins, this.rows, this.columns) = (zones, grams, origins, rows, columns);

    public IReadOnlyList<string> Zones { get; }

    /// <summary>Mean of 2022, g/kWh, per zone.</summary>
    public IReadOnlyList<double> Grams { get; }

    public static SpatialTrace Read(RunOptions options)
    {
        var carbon = TraceTable.Read(options.PathOf(CarbonFile));
        var means = carbon.Texts("zone").Zip(carbon.Texts("g_per_kwh").Select(Number)).ToDictionary(row => row.First, row => row.Second);
        // A zone that appears twice (two data centres in US-MIDA-PJM) counts once as an origin, by its first column; by the nearer of both as a destination.
        var lines = File.ReadLines(options.PathOf(LatencyFile)).Select(line => line.Split(',')).ToList();
        var zones = lines[0].Skip(1).Where(means.ContainsKey).Distinct().OrderBy(zone => means[zone]).ToArray();
        return new SpatialTrace(
            zones, [.. zones.Select(zone => means[zone])], [.. lines.Skip(1).Select(row => row[0])],
            [.. lines.Skip(1).Select(row => row.Skip(1).Select(Number).ToArray())], [.. zones.Select(zone => Array.IndexOf(lines[0], zone) - 1)]);
    }

    public double Milliseconds(int origin, int destination) =>
        Enumerable.Range(0, rows.Length).Where(row => origins[row] == Zones[destination]).Min(row => rows[row][columns[origin]]);

    private static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);
}
