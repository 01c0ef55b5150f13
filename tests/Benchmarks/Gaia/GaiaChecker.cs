using System.Globalization;
using ComputeNet.Benchmarks.Running;

namespace ComputeNet.Benchmarks.Gaia;

/// <summary>
/// Judges answers from the raw files alone, in GAIA's slots of 5 s: waiting limits, work, carbon (grams at one watt per CPU, shares of an hour counted),
/// and what nobody can go below, by trying every slot.
/// </summary>
public sealed class GaiaChecker
{
    private const int SlotsPerHour = 720;
    private const decimal SlotsPerGram = 100m * SlotsPerHour * 1000m;

    private readonly long[] centigrams;
    private readonly (long Arrival, long Length, long Cpus, long Limit)[] jobs;

    public GaiaChecker(string jobsFile, string carbonFile)
    {
        centigrams = [.. Cells(carbonFile).Select(c => (long)(Number(c[1]) * 100))];
        jobs = [.. Cells(jobsFile).Select(c => (Slots(c[0]), Slots(c[1]), (long)Number(c[2]), Slots(c[1]) < 2 * SlotsPerHour ? 6L * SlotsPerHour : 24L * SlotsPerHour))];
    }

    /// <summary>Grams of all jobs; <paramref name="segments"/> are seconds from the start.</summary>
    /// <param name="mayBeSplit">Else a job that is interrupted is refused; split ones must end by when a whole run would have had to.</param>
    /// <param name="redoneSeconds">What every resume runs besides the work.</param>
    public decimal Grams(int start, IReadOnlyList<IReadOnlyList<(long From, long To)>> segments, bool mayBeSplit, long redoneSeconds = 0)
    {
        var sum = 0m;
        for (var job = 0; job < jobs.Length; job++)
        {
            var (arrival, length, cpus, limit) = jobs[job];
            var parts = segments[job];
            var ordered = parts.Zip(parts.Skip(1)).All(pair => pair.First.To <= pair.Second.From);
            var work = parts.Sum(p => p.To - p.From) - (parts.Count - 1) * redoneSeconds;
            if (!ordered || work != length * 5 || parts[0].From < arrival * 5 || parts[^1].To > (arrival + limit + length) * 5 || (!mayBeSplit && parts.Count > 1))
                throw new CheckerRefusedException($"job {job} arrives at {arrival * 5} s, runs {length * 5} s, waits at most {limit * 5} s, and was run as {string.Join(", ", parts)}.");
            sum += cpus * parts.Sum(part => CentigramSeconds(start, part.From, part.To)) / 5m;
        }
        return sum / SlotsPerGram;
    }

    /// <summary>The least that whole runs of known length emit: every slot of every job's window is tried as its start.</summary>
    public decimal LeastWhole(int start)
    {
        Int128 sum = 0;
        foreach (var (arrival, length, cpus, limit) in jobs)
        {
            long now = 0;
            for (var slot = arrival; slot < arrival + length; slot++)
                now += At(start, slot);
            var least = now;
            for (var slot = arrival; slot < arrival + limit; slot++)
                least = Math.Min(least, now += At(start, slot + length) - At(start, slot));
            sum += (Int128)cpus * least;
        }
        return (decimal)sum / SlotsPerGram;
    }

    /// <summary>The least that any runs emit: the cleanest slots of each job's window.</summary>
    public decimal LeastSplit(int start)
    {
        Int128 sum = 0;
        foreach (var (arrival, length, cpus, limit) in jobs)
        {
            var slots = new long[limit + length];
            for (var slot = 0; slot < slots.Length; slot++)
                slots[slot] = At(start, arrival + slot);
            Array.Sort(slots);
            sum += (Int128)cpus * slots.Take((int)length).Sum();
        }
        return (decimal)sum / SlotsPerGram;
    }

    private long At(int start, long slot) => centigrams[start + slot / SlotsPerHour];

    private decimal CentigramSeconds(int start, long from, long to)
    {
        var sum = 0m;
        for (var second = from; second < to;)
        {
            var until = Math.Min(to, (second / 3600 + 1) * 3600);
            sum += centigrams[start + second / 3600] * (until - second);
            second = until;
        }
        return sum;
    }

    private static IEnumerable<string[]> Cells(string file) => File.ReadLines(file).Skip(1).Where(line => line.Length > 0).Select(line => line.Split(','));

    private static decimal Number(string cell) => decimal.Parse(cell, CultureInfo.InvariantCulture);

    private static long Slots(string seconds) => (long)Math.Floor(Number(seconds) / 5);
}
