using System.Globalization;
using ComputeNet.Benchmarks.Running;

namespace ComputeNet.Benchmarks.Temporal;

/// <summary>The published mean over all starts of one zone, job length and slack, in grams per kilowatt.</summary>
public sealed record PublishedOptimum(int JobHours, int SlackHours, string Zone, int Starts, double Baseline, double Whole, double Split);

/// <summary>Hourly carbon of every zone, in hundredths of g/kWh (the trace has two decimals), and what was published about it.</summary>
public sealed class TemporalTrace
{
    public const string CarbonFile = "traces/temporal/carbon_2022_hourly.csv";
    public const string PublishedFile = "traces/temporal/published_optima.csv";

    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    private TemporalTrace(Dictionary<string, long[]> centigrams, List<PublishedOptimum> published) => (Centigrams, Published) = (centigrams, published);

    public IReadOnlyDictionary<string, long[]> Centigrams { get; }
    public IReadOnlyList<PublishedOptimum> Published { get; }

    public static TemporalTrace Read(RunOptions options)
    {
        var carbon = TraceTable.Of(CarbonLines.Of(options.PathOf(CarbonFile)));
        var published = TraceTable.Read(options.PathOf(PublishedFile)).Rows.Select(row => new PublishedOptimum(
            int.Parse(row[0], Invariant), int.Parse(row[1], Invariant), row[2], int.Parse(row[3], Invariant),
            double.Parse(row[4], Invariant), double.Parse(row[5], Invariant), double.Parse(row[6], Invariant)));
        return new TemporalTrace(
            carbon.Columns.Skip(1).ToDictionary(zone => zone, zone => carbon.Numbers(zone).Select(grams => (long)(grams * 100)).ToArray()), [.. published]);
    }
}
