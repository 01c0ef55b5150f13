using System.Globalization;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Simulated;

/// <summary>
/// A recorded load: which devices were taken, and when. A comma-separated file with a heading; the columns may come in any order.
/// Raw sample:
/// <code>
/// arrival_seconds,duration_seconds,devices,site,pool
/// 0,6302,1,,
/// 68.5,1000,4,hangzhou-ai,hangzhou-ai.ascend-910b
/// </code>
/// <c>arrival_seconds</c> and <c>duration_seconds</c> count from the trace's beginning; <c>site</c> and <c>pool</c> may be left out: a line without a site is for every site, one
/// without a pool for a site's first pool. It is replayed as often as it is over, and at any speed.
/// </summary>
public sealed class SimulatedTrace
{
    private static readonly string[] Needed = ["arrival_seconds", "duration_seconds", "devices"];
    private static readonly string[] Known = [.. Needed, "site", "pool"];

    private readonly Dictionary<(string Site, string Pool), (double[] At, int[] Devices)> steps;

    private SimulatedTrace(IReadOnlyList<Line> lines)
    {
        LengthSeconds = lines.Max(l => l.Arrival + l.Duration);
        steps = lines.GroupBy(l => (l.Site, l.Pool)).ToDictionary(g => g.Key, g => Steps(g));
    }

    private sealed record Line(double Arrival, double Duration, int Devices, string Site, string Pool);

    /// <summary>From its beginning to its last end.</summary>
    public double LengthSeconds { get; }

    public static SimulatedTrace Load(string path) => Parse(File.ReadAllLines(path));

    /// <exception cref="FormatException">A column or a figure is missing or wrong; the message names line and value.</exception>
    public static SimulatedTrace Parse(IReadOnlyList<string> text)
    {
        var columns = text.Count == 0 ? [] : text[0].Split(',', StringSplitOptions.TrimEntries);
        if (Needed.Except(columns).Concat(columns.Except(Known)).ToList() is { Count: > 0 } wrong)
            throw new FormatException($"A trace has the columns {string.Join(", ", Known)}, of which the first three are needed; missing or unknown: {string.Join(", ", wrong)}.");
        var lines = text.Select((line, index) => (line, number: index + 1)).Skip(1).Where(l => l.line.Length > 0).Select(l => Read(columns, l.line.Split(',', StringSplitOptions.TrimEntries), l.number)).ToList();
        return lines.Count > 0 ? new(lines) : throw new FormatException("A trace needs at least one line below its heading.");
    }

    /// <summary>Devices that were taken at so many seconds after the beginning.</summary>
    /// <param name="site">Of this site.</param>
    /// <param name="pool">In this pool of it.</param>
    /// <param name="isFirst">Whether that is the site's first pool.</param>
    /// <param name="seconds">Beyond the end it begins again; before the beginning nothing is taken.</param>
    public int DevicesAt(SiteId site, PoolId pool, bool isFirst, double seconds)
    {
        if (seconds < 0)
            return 0;
        var at = seconds % LengthSeconds;
        var taken = At((site.Value, pool.Value), at) + At(("", pool.Value), at);
        return isFirst ? taken + At((site.Value, ""), at) + At(("", ""), at) : taken;
    }

    private int At((string, string) key, double seconds)
    {
        if (!steps.TryGetValue(key, out var line))
            return 0;
        var index = Array.BinarySearch(line.At, seconds);
        index = index < 0 ? ~index - 1 : index;
        return index < 0 ? 0 : line.Devices[index];
    }

    /// <summary>Instants at which the number of taken devices changes, with the number from there on.</summary>
    private static (double[], int[]) Steps(IEnumerable<Line> lines)
    {
        var changes = lines.SelectMany(l => new[] { (At: l.Arrival, By: l.Devices), (At: l.Arrival + l.Duration, By: -l.Devices) }).GroupBy(c => c.At, c => c.By).OrderBy(g => g.Key).ToList();
        var taken = 0;
        return ([.. changes.Select(c => c.Key)], [.. changes.Select(c => taken += c.Sum())]);
    }

    private static Line Read(string[] columns, string[] values, int number)
    {
        if (values.Length != columns.Length)
            throw new FormatException($"Line {number} of the trace has {values.Length} values for {columns.Length} columns.");
        string Value(string column) => Array.IndexOf(columns, column) is >= 0 and var index ? values[index] : "";
        double Figure(string column, double most) =>
            double.TryParse(Value(column), NumberStyles.Float, CultureInfo.InvariantCulture, out var figure) && figure >= 0 && figure <= most
                ? figure : throw new FormatException($"Line {number} of the trace: {column} is '{Value(column)}', not a number from 0 to {most.ToString(CultureInfo.InvariantCulture)}.");
        return new(Figure(Needed[0], 1e10), Figure(Needed[1], 1e10), (int)Figure(Needed[2], 1_000_000), Value("site"), Value("pool"));
    }
}
