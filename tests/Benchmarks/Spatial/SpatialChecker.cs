using System.Globalization;
using ComputeNet.Benchmarks.Running;

namespace ComputeNet.Benchmarks.Spatial;

/// <summary>Judges who works where from the raw files: reach, room, all work done, carbon; and recomputes from prices what nobody can go below.</summary>
public sealed class SpatialChecker
{
    private readonly Dictionary<string, decimal> grams = [];
    private readonly Dictionary<(string Origin, string Destination), decimal> nearest = [];

    public SpatialChecker(string carbonFile, string latencyFile)
    {
        foreach (var line in File.ReadLines(carbonFile).Skip(1))
            grams[line[..line.IndexOf(',')]] = Parsed(line[(line.IndexOf(',') + 1)..]);
        using var reader = File.OpenText(latencyFile);
        var header = reader.ReadLine()!.Split(',');
        while (reader.ReadLine() is { Length: > 0 } line)
        {
            var cells = line.Split(',');
            for (var column = header.Length - 1; column > 0; column--)
            {
                var (key, milliseconds) = ((header[column], cells[0]), Parsed(cells[column]));
                var isRepeatedColumn = Array.IndexOf(header, header[column]) != column;
                if (!isRepeatedColumn && grams.ContainsKey(header[column]) && grams.ContainsKey(cells[0]) && (!nearest.TryGetValue(key, out var known) || milliseconds < known))
                    nearest[key] = milliseconds;
            }
        }
    }

    /// <summary>Grams per kWh over all work.</summary>
    public decimal Value(decimal limit, long work, long room, IReadOnlyList<(string Origin, string Destination, long Amount)> moves)
    {
        foreach (var (origin, destination, amount) in moves)
        {
            if (amount < 1 || nearest[(origin, destination)] > limit)
                throw new CheckerRefusedException($"{amount} of {origin} goes to {destination}, {nearest[(origin, destination)]} ms away, with a limit of {limit} ms.");
        }
        foreach (var origin in Zones)
        {
            var (leaves, comes) = (moves.Where(m => m.Origin == origin).Sum(m => m.Amount), moves.Where(m => m.Destination == origin).Sum(m => m.Amount));
            if (leaves != work || comes > room)
                throw new CheckerRefusedException($"{origin} has {work} of work of which {leaves} is done, and room for {room} of which {comes} is used.");
        }
        return moves.Sum(m => m.Amount * grams[m.Destination]) / (work * Zones.Count());
    }

    /// <summary>
    /// With a charge per unit in every zone instead of its room, each origin works where carbon + charge is least; takings from full rooms are paid
    /// back. No allocation is below that, whatever the charges (≥ 0) are.
    /// </summary>
    public decimal Bound(decimal limit, long work, long room, IReadOnlyDictionary<string, decimal> charges)
    {
        if (charges.Values.Any(charge => charge < 0))
            throw new CheckerRefusedException("a charge below zero proves nothing");
        var least = Zones.Sum(origin => work * Zones.Where(zone => nearest[(origin, zone)] <= limit).Min(zone => grams[zone] + charges[zone]));
        return (least - room * charges.Values.Sum()) / (work * Zones.Count());
    }

    private IEnumerable<string> Zones => nearest.Keys.Select(key => key.Origin).Distinct();

    private static decimal Parsed(string cell) => decimal.Parse(cell, NumberStyles.Float, CultureInfo.InvariantCulture);
}
