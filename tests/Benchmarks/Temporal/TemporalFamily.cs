using System.Diagnostics;
using ComputeNet.Benchmarks.Running;
using ComputeNet.Brain.Timing;

namespace ComputeNet.Benchmarks.Temporal;

/// <summary>One job at every hour of a year, per zone, length and slack; all 19 zones of a length and slack are one line.</summary>
public sealed class TemporalFamily : IFamily
{
    private const int SecondsPerHour = 3600;
    private const double Tolerance = 1e-6;

    public string Name => "temporal";
    public string Purpose => "When to run one job of known length, whole or split, against the published optimum per zone, length and slack";
    public IReadOnlyList<string> Needs => [TemporalTrace.CarbonFile, TemporalTrace.PublishedFile];

    public IEnumerable<CaseResult> Run(RunOptions options)
    {
        var trace = TemporalTrace.Read(options);
        var checker = new TemporalChecker(options.PathOf(TemporalTrace.CarbonFile));
        foreach (var rows in trace.Published.Where(row => options.Wants(row.Zone)).GroupBy(row => (row.JobHours, row.SlackHours)))
        {
            foreach (var mayBeSplit in new[] { false, true })
            {
                var zones = rows.Select(row => Solve(trace.Centigrams[row.Zone], row, mayBeSplit, checker)).ToList();
                yield return new CaseResult
                {
                    Case = $"{rows.Key.JobHours} h + {rows.Key.SlackHours} h slack / {(mayBeSplit ? "split" : "whole")}",
                    Value = zones.Average(z => z.Mean),
                    Reference = rows.Average(row => Published(row, mayBeSplit)),
                    Gap = zones.Max(z => z.Off),
                    P50Microseconds = new Spread(zones.SelectMany(z => z.Microseconds)).Median,
                    P99Microseconds = new Spread(zones.SelectMany(z => z.Microseconds)).P99,
                    Met = zones.All(z => z.Off <= Tolerance),
                    Unit = "g/kW",
                    Note = $"{zones.Count} zones × {rows.First().Starts} starts; the gap is the zone furthest off",
                };
            }
        }
    }

    private static (double Mean, double Off, double[] Microseconds) Solve(long[] centigrams, PublishedOptimum row, bool mayBeSplit, TemporalChecker checker)
    {
        var curve = new CostCurve(centigrams, SecondsPerHour);
        var (sum, microseconds) = (0m, new double[centigrams.Length - row.JobHours]);
        for (var start = 0; start < microseconds.Length; start++)
        {
            var deadline = Math.Min(centigrams.Length, start + row.SlackHours + row.JobHours);
            var window = new RunWindow(start * SecondsPerHour, deadline * SecondsPerHour, row.JobHours * SecondsPerHour);
            var began = Stopwatch.GetTimestamp();
            var run = mayBeSplit ? SplitRun.Cheapest(curve, window, SplitTerms.Free) : WholeRun.Cheapest(curve, window);
            microseconds[start] = Timing.MicrosecondsSince(began);
            sum += checker.Grams(row.Zone, start, row.JobHours, row.SlackHours, mayBeSplit, HoursOf(run!));
        }
        var mean = (double)(sum / microseconds.Length);
        // The published means have four decimals.
        return (mean, Math.Abs(Math.Round(mean, 4) / Published(row, mayBeSplit) - 1), microseconds);
    }

    private static double Published(PublishedOptimum row, bool mayBeSplit) => mayBeSplit ? row.Split : row.Whole;

    private static List<int> HoursOf(TimedRun run) =>
        [.. run.Segments.SelectMany(s => Enumerable.Range((int)(s.FromSecond / SecondsPerHour), (int)(s.Seconds / SecondsPerHour)))];
}
