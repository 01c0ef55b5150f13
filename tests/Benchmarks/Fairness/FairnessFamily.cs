using System.Globalization;
using ComputeNet.Benchmarks.Running;
using ComputeNet.Brain.Fairness;

namespace ComputeNet.Benchmarks.Fairness;

/// <summary>Gavel's max-min fairness over V100, P100 and K80, without space sharing.</summary>
public sealed class FairnessFamily : IFamily
{
    private const string Instance = "traces/gavel/instance_seed0.csv", Optima = "traces/gavel/reference_optima.csv";

    /// <summary>A solve may take less than a millisecond: fewer repeats would time the compiler.</summary>
    private const int AtLeast = 200;

    private const string Gavel = "gavel", Unlike = "unlike";

    private static readonly int[] Sizes = [64, 128, 256, 512, 1024, 2048, 4096, 8192];

    /// <summary>Gavel's jobs as they are, and with throughputs of their own so that no two are alike: then nothing can be put together.</summary>
    private static readonly (string Name, int[] Sizes)[] Lists = [(Gavel, Sizes), (Unlike, [512, 2048])];

    public string Name => "fairness";
    public string Purpose => "max-min fair shares over unlike devices, against Gavel's exact optima and the plain linear program in the same run";
    public IReadOnlyList<string> Needs => [Instance, Optima];

    public IEnumerable<CaseResult> Run(RunOptions options)
    {
        var optima = File.ReadLines(options.PathOf(Optima)).Skip(1).Select(l => l.Split(','))
            .ToDictionary(f => int.Parse(f[0], CultureInfo.InvariantCulture), f => double.Parse(f[2], CultureInfo.InvariantCulture));
        PlainProgram.Solve("GLOP", new FairnessChecker(options.PathOf(Instance), Sizes[0], areUnlike: false));
        foreach (var (list, sizes) in Lists.Where(l => options.Wants(l.Name)))
        {
            foreach (var size in sizes.Where(s => options.Size is null || options.Size == s))
                yield return Solve(options.PathOf(Instance), size, list == Unlike, list == Unlike || !optima.TryGetValue(size, out var optimum) ? null : optimum, options.Repeats);
        }
    }

    private static CaseResult Solve(string path, int size, bool areUnlike, double? optimum, int repeats)
    {
        var problem = GavelInstance.Read(path, size, areUnlike);
        var (answer, seconds) = Timing.Repeat(Math.Max(repeats, AtLeast), () => FairSharePlanner.Solve(problem));
        if (answer.Refused is { } refusal)
            throw new CheckerRefusedException($"N = {size} was refused: {refusal}");
        var checker = new FairnessChecker(path, size, areUnlike);
        var (worst, bound) = (checker.WorstLevel([.. answer.Jobs.Select(j => j.TimeShares)]), checker.Bound(answer.Certificate.PricePerDevice, answer.Certificate.CountOfJob));
        if (bound < worst - 1e-9)
            throw new CheckerRefusedException($"N = {size}: the worst level {worst} lies above its bound {bound}");
        var (glop, glopSeconds) = Timing.Once(() => PlainProgram.Solve("GLOP", checker));
        var (pdlp, pdlpSeconds) = Timing.Once(() => PlainProgram.Solve("PDLP", checker));
        var isOptimal = bound - worst <= 1e-6 && Math.Abs(glop - worst) <= 1e-6 && (optimum is null || Math.Abs(worst - optimum.Value) <= 1e-6);
        return new CaseResult
        {
            Case = $"{(areUnlike ? Unlike : Gavel)} N = {size}",
            Seed = 0,
            Value = worst,
            Reference = optimum ?? glop,
            Bound = bound,
            Gap = (bound - worst) / worst,
            Unit = "of an equal split",
            Seconds = seconds.Median,
            SecondsP95 = seconds.P95,
            PeakMebibytes = Memory.PeakMebibytes(),
            Met = isOptimal && answer.Kinds == checker.DistinctRows && seconds.Median < Math.Min(glopSeconds.Median, pdlpSeconds.Median),
            Note = string.Create(
                CultureInfo.InvariantCulture,
                $"{answer.Kinds} kinds found among {size} jobs in {seconds.Median * 1e6:0} µs; plain program here: GLOP {glopSeconds.Median:0.000} s = {glopSeconds.Median / seconds.Median:0} times, PDLP {pdlpSeconds.Median:0.000} s = {pdlpSeconds.Median / seconds.Median:0} times, off by {Math.Abs(pdlp - worst):0.0e+0}{(optimum is null ? "; reference is GLOP's" : "")}"),
        };
    }
}
