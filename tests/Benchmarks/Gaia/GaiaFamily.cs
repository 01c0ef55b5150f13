using ComputeNet.Benchmarks.Running;
using ComputeNet.Brain.Timing;

namespace ComputeNet.Benchmarks.Gaia;

/// <summary>Carbon of a week of cluster jobs that may wait, as a share of starting each at once.</summary>
public sealed class GaiaFamily : IFamily
{
    private const string PublishedFile = "traces/gaia/published.csv";
    private const double ExactTolerance = 1e-4;
    private const double CalibrationTolerance = 1e-6;

    /// <summary>Reading a checkpoint back, and the shortest stretch worth one.</summary>
    private static readonly SplitTerms RealTerms = new(0, 300, 1800);

    /// <summary>GAIA's own series of starts over the year (its option -i -1), as far as the year of the trace goes.</summary>
    private static readonly int[] Series = [.. Enumerable.Range(0, 17).Select(i => i * 500)];

    public string Name => "gaia";
    public string Purpose => "When to run jobs whose length is known, or only the average of their queue, against GAIA's policies and the exact optima";
    public IReadOnlyList<string> Needs => [GaiaTrace.JobsFile, GaiaTrace.CarbonFile, PublishedFile];

    public IEnumerable<CaseResult> Run(RunOptions options)
    {
        var table = TraceTable.Read(options.PathOf(PublishedFile));
        var published = table.Texts("policy").Zip(table.Numbers("normalised")).ToDictionary(row => row.First, row => (double)row.Second);
        var trace = GaiaTrace.Read(options);
        var checker = new GaiaChecker(options.PathOf(GaiaTrace.JobsFile), options.PathOf(GaiaTrace.CarbonFile));
        var (tracks, start) = (new GaiaTracks(trace, GaiaTrace.PublishedStart), GaiaTrace.PublishedStart);
        var atOnce = checker.Grams(start, Parts(tracks.By(PublishedPolicies.NoWait)), mayBeSplit: false);
        var (least, leastSplit) = ((double)(checker.LeastWhole(start) / atOnce), (double)(checker.LeastSplit(start) / atOnce));

        foreach (var (name, policy) in PublishedPolicies.All)
            yield return Near($"calibration / {name}", tracks.By(policy), published[name], CalibrationTolerance);
        yield return Near("calibration / Ecovisor", tracks.ByEcovisor(), published["Ecovisor"], CalibrationTolerance, true);
        yield return Exact("length known / whole", tracks.Knowing(null), published["exact optimum, non-interruptible"], least, false);
        yield return Exact("length known / split", tracks.Knowing(SplitTerms.Free), published["exact optimum, interruptible"], leastSplit, true);
        yield return Judge("length known / split, 5 min per resume, 30 min least", tracks.Knowing(RealTerms), null, true, RealTerms.ResumeSeconds) with { Bound = leastSplit };
        yield return Beating("average known / whole", tracks.KnowingTheAverage());
        yield return Beating("average known, learning / whole", tracks.Learning());
        yield return BeatingEcovisor("average known / interrupted", tracks.InterruptedKnowingTheAverage());
        yield return BeatingEcovisor("average known, learning / interrupted", tracks.InterruptedLearning());
        yield return Judge("average known, yesterday's carbon / whole", tracks.WithoutForesight(0), null);
        yield return Judge("average known, yesterday's carbon, cautious", tracks.WithoutForesight(10), null);
        yield return OverTheYear("year of 17 starts / average known", trace, checker, t => t.KnowingTheAverage(), false);
        yield return OverTheYear("year of 17 starts / learning", trace, checker, t => t.Learning(), false);
        yield return OverTheYear("year of 17 starts / interrupted", trace, checker, t => t.InterruptedKnowingTheAverage(), true);

        CaseResult Judge(string name, GaiaAnswer answer, double? reference, bool mayBeSplit = false, long redone = 0) => new()
        {
            Case = name,
            Value = (double)(checker.Grams(start, Parts(answer), mayBeSplit, redone) / atOnce),
            Reference = reference,
            P50Microseconds = new Spread(answer.Microseconds).Median,
            P99Microseconds = new Spread(answer.Microseconds).P99,
            Unit = "of NoWait",
        };

        CaseResult Near(string name, GaiaAnswer answer, double reference, double tolerance, bool mayBeSplit = false)
        {
            var result = Judge(name, answer, reference, mayBeSplit);
            return result with { Met = Math.Abs(result.Value!.Value - reference) <= tolerance };
        }

        CaseResult Exact(string name, GaiaAnswer answer, double reference, double bound, bool mayBeSplit)
        {
            var result = Near(name, answer, reference, ExactTolerance, mayBeSplit);
            return result with { Bound = bound, Gap = 1 - bound / result.Value };
        }

        CaseResult BeatingEcovisor(string name, GaiaAnswer answer)
        {
            var result = Judge(name, answer, published["Ecovisor"], true);
            return result with { Bound = leastSplit, Met = result.Value < published["Ecovisor"], Note = "a track of its own; to beat: Ecovisor" };
        }

        CaseResult Beating(string name, GaiaAnswer answer)
        {
            var result = Judge(name, answer, published["Lowest-Window"]);
            return result with { Bound = least, Met = result.Value < published["Lowest-Window"] && result.Value < published["Carbon-Time"], Note = "to beat: Lowest-Window" };
        }
    }

    /// <summary>The mean over the series, beside Lowest-Window (Ecovisor where jobs may be interrupted) on the same starts: one month could be luck.</summary>
    private static CaseResult OverTheYear(string name, GaiaTrace trace, GaiaChecker checker, Func<GaiaTracks, GaiaAnswer> ours, bool mayBeSplit)
    {
        var shares = Series.Select(start =>
        {
            var tracks = new GaiaTracks(trace, start);
            decimal Grams(GaiaAnswer answer) => checker.Grams(start, Parts(answer), mayBeSplit);
            var atOnce = Grams(tracks.By(PublishedPolicies.NoWait));
            return (Ours: Grams(ours(tracks)) / atOnce, Theirs: Grams(mayBeSplit ? tracks.ByEcovisor() : tracks.By(PublishedPolicies.LowestWindow)) / atOnce,
                Least: (mayBeSplit ? checker.LeastSplit(start) : checker.LeastWhole(start)) / atOnce);
        }).ToList();
        return new CaseResult
        {
            Case = name,
            Value = (double)shares.Average(s => s.Ours),
            Reference = (double)shares.Average(s => s.Theirs),
            Bound = (double)shares.Average(s => s.Least),
            Met = shares.Average(s => s.Ours) < shares.Average(s => s.Theirs),
            Unit = "of NoWait",
            Note = $"better than {(mayBeSplit ? "Ecovisor" : "Lowest-Window")} on {shares.Count(s => s.Ours < s.Theirs)} of {shares.Count}",
        };
    }

    private static IReadOnlyList<(long From, long To)>[] Parts(GaiaAnswer answer) =>
        [.. answer.Segments.Select(segments => segments.Select(s => (s.FromSecond, s.ToSecond)).ToList())];
}
