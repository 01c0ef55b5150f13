using System.Globalization;
using ComputeNet.Benchmarks.Running;
using ComputeNet.Brain;
using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Problem;

namespace ComputeNet.Benchmarks.World;

/// <summary>Price, latency and carbon jointly over a day of the demonstration fleet, against one-figure schedulers and the certified bound.</summary>
public sealed class WorldFamily : IFamily
{
    private const int DefaultSeed = 42;

    /// <summary>Sizes with the gap and the seconds that each must keep.</summary>
    private static readonly (int Workloads, double Gap, double Seconds)[] Goals = [(1_000, 0.01, 5), (5_000, 0.01, 30), (50_000, 0.02, 300)];
    private static readonly SolverLimits NoImprovement = new() { PricingRounds = 0, ImprovementStarts = 0, ExactSeconds = 0 };

    public string Name => "world";
    public string Purpose => "Places openb tasks on the demonstration fleet over a day by price, latency and carbon; gap to the certified bound, and cheapest-now, nearest and greenest-now in the same run.";
    public IReadOnlyList<string> Needs => ["traces/openb/pods_default.csv"];

    public IEnumerable<CaseResult> Run(RunOptions options)
    {
        var instance = new WorldInstance(Pod.Read(options.PathOf(Needs[0])), new WorldSupply());
        foreach (var (workloads, gap, seconds) in GoalsFor(options.Size))
        {
            var problem = instance.Draw(workloads, options.Seed ?? DefaultSeed);
            var policy = WorldInstance.PolicyFor(workloads);
            var checker = new WorldChecker(new Ground(problem, policy));
            var (plan, time) = workloads > 10_000 || options.Repeats == 1
                ? Timing.Once(() => Solve(problem, policy, checker))
                : Timing.Repeat(options.Repeats, () => Solve(problem, policy, checker));
            var joint = checker.FiguresOf(checker.SpotsOf(plan));
            yield return new CaseResult
            {
                Case = $"{workloads} / joint",
                Seed = options.Seed ?? DefaultSeed,
                Value = plan.ObjectiveMicroYuan / 1e6,
                Bound = plan.LowerBoundMicroYuan / 1e6,
                Gap = plan.Gap(),
                Seconds = time.Median,
                SecondsP95 = time.P95,
                PeakMebibytes = Memory.PeakMebibytes(),
                Met = double.IsNaN(gap) ? null : plan.Gap() <= gap && time.Median <= seconds,
                Unit = "¥",
                Note = string.Create(CultureInfo.InvariantCulture, $"{Told(joint)}; {Processor.Seconds():0.0} s of CPU in all; {plan.Solver}"),
            };
            foreach (var other in Others(problem, policy, checker, options.Seed ?? DefaultSeed, joint, plan))
                yield return other;
        }
    }

    private static (int Workloads, double Gap, double Seconds)[] GoalsFor(int? size) =>
        size is not { } only ? Goals : Goals.Any(g => g.Workloads == only) ? [.. Goals.Where(g => g.Workloads == only)] : [(only, double.NaN, double.NaN)];

    private static IEnumerable<CaseResult> Others(PlanningProblem problem, PlanningPolicy policy, WorldChecker checker, int seed, Figures joint, Plan plan)
    {
        var greedy = Solve(problem, policy with { Limits = NoImprovement }, checker);
        var answers = Baseline.All.Select(b => (b.Name, Spots: b.Answer(checker.Ground))).Append(("greedy joint", checker.SpotsOf(greedy)));
        foreach (var (name, spots) in answers)
        {
            var (value, figures) = (checker.Objective(spots) / 1e6, checker.FiguresOf(spots));
            yield return new CaseResult
            {
                Case = $"{problem.Demands.Count} / {name}",
                Seed = seed,
                Value = value,
                Reference = plan.ObjectiveMicroYuan / 1e6,
                Bound = plan.LowerBoundMicroYuan / 1e6,
                Met = plan.ObjectiveMicroYuan / 1e6 < value,
                Unit = "¥",
                Note = string.Create(CultureInfo.InvariantCulture, $"{Told(figures)}; joint against it: {Change(plan.ObjectiveMicroYuan / 1e6, value)} objective, {Change(joint.Yuan, figures.Yuan)} ¥, {Change(joint.MeanMilliseconds, figures.MeanMilliseconds)} ms, {Change(joint.CarbonKilograms, figures.CarbonKilograms)} gCO₂e"),
            };
        }
    }

    private static Plan Solve(PlanningProblem problem, PlanningPolicy policy, WorldChecker checker)
    {
        var plan = Planner.Solve(problem, policy);
        checker.Accept(plan);
        return plan;
    }

    private static string Told(Figures f) =>
        string.Create(CultureInfo.InvariantCulture, $"¥{f.Yuan:0}, {f.MeanMilliseconds:0.0} ms, {f.CarbonKilograms:0.0} kgCO₂e, waits {f.MeanWaitingHours:0.00} h, {f.LeftOut} left out");

    private static string Change(double ours, double theirs) => string.Create(CultureInfo.InvariantCulture, $"{100 * (ours - theirs) / theirs:+0.0;-0.0} %");
}
