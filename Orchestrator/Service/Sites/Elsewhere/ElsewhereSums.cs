using System.Globalization;
using ComputeNet.Brain.Explanations.Elsewhere;
using ComputeNet.Contracts.Plans;
using ComputeNet.Contracts.Sites;

namespace ComputeNet.Service.Sites.Elsewhere;

/// <summary>Sums of lost placements: what a site may know of work that is not its own.</summary>
public static class ElsewhereSums
{
    private const int MostSteps = 10;

    public static SiteElsewhere Of(SiteElsewhere window, IReadOnlyList<LostPlacement> lost) => window with
    {
        Refused =
        [
            .. lost.Where(l => l.RefusedBy is not null).GroupBy(l => (l.Pool, l.RefusedBy!.Code))
                .Select(g => new LostToRule(g.Key.Pool, g.Key.Code, g.Count(), Hours(g), Medians(g))).OrderByDescending(r => r.DeviceHours).ThenBy(r => r.Rule, StringComparer.Ordinal),
        ],
        Dearer =
        [
            .. lost.Where(l => l.RefusedBy is null).GroupBy(l => l.Pool)
                .Select(g => new LostToCost(g.Key, g.Count(), Hours(g), Median(g.Select(l => l.ExtraMicroYuan)), MeanTerms(g))).OrderByDescending(d => d.DeviceHours),
        ],
        Prices =
        [
            .. lost.Where(l => l.WinningYuanPerDeviceHour is not null).GroupBy(l => l.Pool).SelectMany(pool =>
                Steps(pool.OrderByDescending(l => l.WinningYuanPerDeviceHour).ToList(), l => l.WinningYuanPerDeviceHour!.Value)
                    .Select(s => new WinningPrice(pool.Key, s.At, s.Won.Count, Hours(s.Won)))),
        ],
        Capacities =
        [
            .. lost.Where(l => l.WinningExtraDevices is not null).GroupBy(l => l.Pool).SelectMany(pool =>
                Steps(pool.OrderBy(l => l.WinningExtraDevices).ToList(), l => l.WinningExtraDevices!.Value)
                    .Select(s => new WinningCapacity(pool.Key, s.At, s.Won.Count, Hours(s.Won)))),
        ],
    };

    /// <summary>Each step has what the steps before it have; a few of them, spread evenly, the last one always.</summary>
    private static IEnumerable<(T At, IReadOnlyList<LostPlacement> Won)> Steps<T>(List<LostPlacement> sorted, Func<LostPlacement, T> at)
    {
        var ends = Enumerable.Range(1, MostSteps).Select(i => (int)Math.Ceiling(i * sorted.Count / (double)MostSteps)).Distinct();
        foreach (var step in ends.Select(end => at(sorted[end - 1])).Distinct())
            yield return (step, [.. sorted.Take(sorted.FindLastIndex(l => Equals(at(l), step)) + 1)]);
    }

    /// <summary>Numbers only: names of other sites, of workloads and of their tenants stay where they are.</summary>
    private static Dictionary<string, double> Medians(IEnumerable<LostPlacement> lost) => lost.SelectMany(l => l.RefusedBy!.Facts)
        .Select(f => (f.Key, IsNumber: double.TryParse(f.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number), Number: number))
        .Where(f => f.IsNumber && double.IsFinite(f.Number)).GroupBy(f => f.Key).ToDictionary(g => g.Key, g => Median(g.Select(f => f.Number)));

    private static IReadOnlyList<CostTerm> MeanTerms(IGrouping<Contracts.Vocabulary.PoolId, LostPlacement> lost) =>
        [.. lost.SelectMany(l => l.Terms).GroupBy(t => t.Objective).Select(g => new CostTerm(g.Key, g.Sum(t => t.MicroYuan) / lost.Count())).Where(t => t.MicroYuan != 0).OrderByDescending(t => t.MicroYuan)];

    private static double Hours(IEnumerable<LostPlacement> lost) => Math.Round(lost.Sum(l => l.DeviceHours), 2);

    private static T Median<T>(IEnumerable<T> values) => values.Order().ToList() is var sorted ? sorted[(sorted.Count - 1) / 2] : default!;
}
