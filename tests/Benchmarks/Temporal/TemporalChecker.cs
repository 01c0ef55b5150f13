using System.Globalization;
using ComputeNet.Benchmarks.Running;

namespace ComputeNet.Benchmarks.Temporal;

/// <summary>
/// Holds an answer against the trace as it stands in the file: work, window, grams, and that no better answer exists: for a whole run by trying every
/// hour, for a split one because no hour left out is cleaner than an hour used.
/// </summary>
public sealed class TemporalChecker
{
    private readonly Dictionary<string, decimal[]> grams = [];

    public TemporalChecker(string file)
    {
        var lines = CarbonLines.Of(file).Select(line => line.Split(',')).ToArray();
        for (var column = 1; column < lines[0].Length; column++)
            grams[lines[0][column]] = [.. lines.Skip(1).Select(cells => decimal.Parse(cells[column], CultureInfo.InvariantCulture))];
    }

    /// <summary>Grams of the answer, given as the hours in which it runs.</summary>
    public decimal Grams(string zone, int start, int job, int slack, bool mayBeSplit, IReadOnlyList<int> hours)
    {
        var trace = grams[zone];
        var end = Math.Min(trace.Length, start + slack + job);
        if (hours.Count != job || hours.Distinct().Count() != job || hours.Any(h => h < start || h >= end))
            throw new CheckerRefusedException($"{zone}: {job} h from hour {start} with {slack} h slack runs in hours [{string.Join(' ', hours)}].");
        if (!mayBeSplit && hours.Max() - hours.Min() != job - 1)
            throw new CheckerRefusedException($"{zone}: the run from hour {start} is interrupted: [{string.Join(' ', hours)}].");
        var sum = hours.Sum(h => trace[h]);
        if (mayBeSplit ? CleanerHourIsLeft(trace, start, end, hours) : CleanerStartIsLeft(trace, start, end, job, sum))
            throw new CheckerRefusedException($"{zone}: the run of {job} h from hour {start} with {slack} h slack emits {sum} g, and less is possible.");
        return sum;
    }

    private static bool CleanerHourIsLeft(decimal[] trace, int start, int end, IReadOnlyList<int> hours)
    {
        var dirtiest = hours.Max(h => trace[h]);
        var cleaner = 0;
        for (var hour = start; hour < end; hour++)
            cleaner += trace[hour] < dirtiest ? 1 : 0;
        return cleaner != hours.Count(h => trace[h] < dirtiest);
    }

    private static bool CleanerStartIsLeft(decimal[] trace, int start, int end, int job, decimal sum)
    {
        var run = 0m;
        for (var hour = start; hour < end; hour++)
        {
            run += trace[hour] - (hour >= start + job ? trace[hour - job] : 0);
            if (hour >= start + job - 1 && run < sum)
                return true;
        }
        return false;
    }
}
