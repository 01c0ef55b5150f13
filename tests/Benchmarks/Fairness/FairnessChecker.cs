using System.Globalization;
using ComputeNet.Benchmarks.Running;

namespace ComputeNet.Benchmarks.Fairness;

/// <summary>Judges shares and their certificate from the raw file: Gavel's normalisation, feasibility, the worst level and the dual bound in its own arithmetic.</summary>
public sealed class FairnessChecker
{
    private const double Tolerance = 1e-9;
    private readonly List<double[]> rows = [];
    private readonly List<double> scales = [];
    private readonly double workers;

    public FairnessChecker(string path, int jobs, bool areUnlike)
    {
        workers = jobs / 4;
        using var file = File.OpenText(path);
        var heading = (file.ReadLine() ?? "").Split(',');
        while (rows.Count < jobs && file.ReadLine() is { } line)
        {
            var fields = line.Split(',');
            double[] throughputs = [Figure("thr_v100"), Figure("thr_p100"), Figure("thr_k80")];
            for (var model = 0; areUnlike && model < throughputs.Length; model++)
                throughputs[model] *= 1 + Own(rows.Count, model);
            // All three models have as many devices, so a proportional split is a third of the time on each.
            var proportional = throughputs.Sum() / 3;
            var scale = Figure("scale_factor");
            rows.Add([.. throughputs.Select(t => t * scale / proportional)]);
            scales.Add(scale);

            double Figure(string column) => double.Parse(fields[fields.Length - heading.Length + Array.IndexOf(heading, column)], CultureInfo.InvariantCulture);
        }
        if (rows.Count < jobs)
            throw new CheckerRefusedException($"the file has {rows.Count} jobs, not {jobs}");
    }

    /// <summary>The tenth at most by which a throughput is raised where no two jobs are to be alike.</summary>
    private static double Own(int job, int model) => 0.1 * ((7919L * job + 104729L * model) % 100003) / 100003;

    /// <summary>The normalised matrix, for the plain linear program.</summary>
    public IReadOnlyList<double[]> Rows => rows;
    public IReadOnlyList<double> Scales => scales;
    public double Workers => workers;

    /// <summary>Distinct rows, counted here.</summary>
    public int DistinctRows => rows.Zip(scales, (r, s) => (r[0], r[1], r[2], s)).Distinct().Count();

    /// <summary>What the job that fares worst gets.</summary>
    public double WorstLevel(IReadOnlyList<IReadOnlyList<double>> shares)
    {
        if (shares.Count != rows.Count)
            throw new CheckerRefusedException($"{shares.Count} shares for {rows.Count} jobs");
        var (worst, used) = (double.MaxValue, new double[3]);
        for (var job = 0; job < rows.Count; job++)
        {
            if (shares[job].Any(s => !(s >= -Tolerance)) || shares[job].Sum() > 1 + Tolerance)
                throw new CheckerRefusedException($"job {job} is given {string.Join(" + ", shares[job])} of its time");
            for (var model = 0; model < used.Length; model++)
                used[model] += scales[job] * shares[job][model];
            worst = Math.Min(worst, rows[job].Zip(shares[job], (r, s) => r * s).Sum());
        }
        return used.Any(u => u > workers * (1 + Tolerance)) ? throw new CheckerRefusedException($"{string.Join(", ", used)} devices are used, {workers} of each are there") : worst;
    }

    /// <summary>No shares give every job more: weak duality with these prices and counts.</summary>
    public double Bound(IReadOnlyList<double> prices, IReadOnlyList<double> counts)
    {
        if (prices.Concat(counts).Any(v => !(v >= 0)))
            throw new CheckerRefusedException("a price or count below zero proves nothing");
        var bound = prices.Sum(p => p * workers);
        for (var job = 0; job < rows.Count; job++)
            bound += Math.Max(0, Enumerable.Range(0, 3).Max(model => counts[job] * rows[job][model] - scales[job] * prices[model]));
        return bound / counts.Sum();
    }
}
