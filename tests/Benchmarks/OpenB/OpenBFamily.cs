using ComputeNet.Benchmarks.Running;
using ComputeNet.Brain.Packing;
using ComputeNet.Brain.Packing.Policies;

namespace ComputeNet.Benchmarks.OpenB;

/// <summary>
/// Fractional devices packed online. Calibration first: the known policies, re-implemented, against what their authors published;
/// then ours against the best published policy of the same list and seed. A policy knows the list's mix of requests, as FGD's does.
/// </summary>
public sealed class OpenBFamily : IFamily
{
    private const string Folder = "traces/openb";

    /// <summary>How far, in points, the mean over the seeds may be off the published one.</summary>
    private const double CalibrationPoints = 0.2;

    /// <summary>No packing of the pods of <c>default</c>, seed 42, holds more when demand is at 100 % (cutting-stock bound of the trace's provenance).</summary>
    private const double MostAt100OfDefault42 = 96.91;

    public string Name => "openb";
    public string Purpose => "packs fractional accelerators online; FGD calibrated, ours against the best published policy";
    public IReadOnlyList<string> Needs => [Folder];

    public IEnumerable<CaseResult> Run(RunOptions options)
    {
        var folder = options.PathOf(Folder);
        var published = new Published(folder);
        var seeds = OpenBTrace.Seeds.Where(seed => options.Seed is null || options.Seed == seed).ToList();
        foreach (var list in OpenBTrace.Lists.Where(options.Wants))
        {
            var trace = OpenBTrace.Read(folder, list);
            var checker = new OpenBChecker(folder, list);
            var mix = RequestMix.Of(trace.Pods);
            WarmUp(folder, trace, mix);
            foreach (var (label, theirs, make) in Known(mix))
                yield return Calibrate(folder, trace, checker, published, seeds, label, theirs, make);
            foreach (var seed in seeds)
                yield return Ours(folder, trace, checker, published, seed, mix, options.Repeats);
            yield return HeldOut(trace, checker, mix);
        }
    }

    /// <summary>Compiles, and works out the prices of the mix: both happen once in the life of a scheduler, not once per decision.</summary>
    private static void WarmUp(string folder, OpenBTrace trace, RequestMix mix) =>
        OnlineRun.Of(trace, trace.Nodes, OpenBTrace.Arrivals(folder, trace.List, OpenBTrace.Seeds[0]), () => new ScoredPolicy(new DirectedWorth(mix)));

    private static IEnumerable<(string Label, string Published, Func<int, IPlacementPolicy> Make)> Known(RequestMix mix) =>
    [
        ("fgd", "06-FGD", _ => new ScoredPolicy(new FragmentationGradientDescent(mix))),
        ("best-fit", "05-BestFit", _ => new ScoredPolicy(new BestFit())),
        ("dot-product", "02-DotProd", _ => new ScoredPolicy(new DotProduct())),
        ("random", "01-Random", seed => new RandomFit((ulong)seed)),
    ];

    private static CaseResult Calibrate(
        string folder, OpenBTrace trace, OpenBChecker checker, Published published, List<int> seeds,
        string label, string theirs, Func<int, IPlacementPolicy> make)
    {
        var runs = seeds.ConvertAll(seed =>
        {
            var arrivals = OpenBTrace.Arrivals(folder, trace.List, seed);
            var run = OnlineRun.Of(trace, NodeOrder.Ranked(trace.Nodes, seed), arrivals, () => make(seed));
            return (Run: run, Allocation: checker.Check(arrivals, run.Decisions));
        });
        var (value, reference) = (runs.Average(run => run.Allocation.At130), seeds.Average(seed => published.At130(trace.List, theirs, seed)));
        return new()
        {
            Case = $"{trace.List} / {label}",
            Value = Math.Round(value, 2),
            Reference = Math.Round(reference, 2),
            Unit = "% allocated",
            Seconds = runs.Average(run => run.Run.Seconds),
            P50Microseconds = runs.Average(run => run.Run.Microseconds.Median),
            P99Microseconds = runs.Average(run => run.Run.Microseconds.P99),
            Met = label == "fgd" ? Math.Abs(value - reference) <= CalibrationPoints : null,
            Note = $"{value - reference:+0.00;-0.00} points off {theirs}",
        };
    }

    private static CaseResult Ours(string folder, OpenBTrace trace, OpenBChecker checker, Published published, int seed, RequestMix mix, int repeats)
    {
        var arrivals = OpenBTrace.Arrivals(folder, trace.List, seed);
        var run = OnlineRun.Of(trace, trace.Nodes, arrivals, () => new ScoredPolicy(new DirectedWorth(mix)), repeats);
        var allocation = checker.Check(arrivals, run.Decisions);
        if (trace.List == "default" && seed == 42 && allocation.At100 > MostAt100OfDefault42)
            throw new CheckerRefusedException($"{allocation.At100} % at 100 % demand is above the bound {MostAt100OfDefault42} %: the checker misses something");
        var (best, reference) = published.Best(trace.List, seed);
        return new()
        {
            Case = $"{trace.List} / ours",
            Seed = seed,
            Value = allocation.At130,
            Reference = reference,
            Unit = "% allocated",
            Seconds = run.Seconds,
            P50Microseconds = run.Microseconds.Median,
            P95Microseconds = run.Microseconds.P95,
            P99Microseconds = run.Microseconds.P99,
            Met = allocation.At130 > reference && run.Microseconds.Median < 200 && run.Microseconds.P99 < 1000,
            Note = $"best published {best}; {allocation.At100} at 100 %, {allocation.Refused} refused",
        };
    }

    /// <summary>Orders that nobody tuned on: ours against our FGD, the worst of five.</summary>
    private static CaseResult HeldOut(OpenBTrace trace, OpenBChecker checker, RequestMix mix)
    {
        var margins = Enumerable.Range(1, 5).Select(seed =>
        {
            var arrivals = NodeOrder.HeldOutArrivals(trace, seed);
            var ours = OnlineRun.Of(trace, trace.Nodes, arrivals, () => new ScoredPolicy(new DirectedWorth(mix)));
            var fgd = OnlineRun.Of(trace, NodeOrder.Ranked(trace.Nodes, seed), arrivals, () => new ScoredPolicy(new FragmentationGradientDescent(mix)));
            return (Ours: checker.Check(arrivals, ours.Decisions).At130, Fgd: checker.Check(arrivals, fgd.Decisions).At130);
        }).ToList();
        var worst = margins.MinBy(each => each.Ours - each.Fgd);
        return new()
        {
            Case = $"{trace.List} / held-out orders",
            Value = worst.Ours,
            Reference = worst.Fgd,
            Unit = "% allocated",
            Met = worst.Ours > worst.Fgd,
            Note = $"worst margin of five over our FGD; mean {margins.Average(each => each.Ours - each.Fgd):+0.00;-0.00}",
        };
    }
}
