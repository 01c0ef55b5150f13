using System.Globalization;

namespace ComputeNet.Benchmarks.OpenB;

/// <summary>What the simulator's authors report per list, policy and seed: <c>default,06-FGD,42,95.14,95.29</c>.</summary>
public sealed class Published(string folder)
{
    private readonly List<(string List, string Policy, int Seed, double At100, double At130)> rows =
    [
        .. File.ReadLines(Path.Combine(folder, "published_by_seed.csv")).Skip(1).Select(line => line.Split(',')).Select(row => (
            row[0], row[1], int.Parse(row[2], CultureInfo.InvariantCulture),
            double.Parse(row[3], CultureInfo.InvariantCulture), double.Parse(row[4], CultureInfo.InvariantCulture))),
    ];

    /// <summary>The best of all published policies at 130 % demand.</summary>
    public (string Policy, double At130) Best(string list, int seed) =>
        rows.Where(row => row.List == list && row.Seed == seed).Select(row => (row.Policy, row.At130)).MaxBy(row => row.At130);

    public double At130(string list, string policy, int seed) =>
        rows.Single(row => row.List == list && row.Policy == policy && row.Seed == seed).At130;
}
