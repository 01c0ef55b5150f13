using System.Globalization;
using ComputeNet.Benchmarks.Running;
using ComputeNet.Benchmarks.World;
using ComputeNet.Brain;
using ComputeNet.Brain.Plans;
using ComputeNet.Brain.Problem;
using Spread = ComputeNet.Benchmarks.Running.Spread;

namespace ComputeNet.Benchmarks.Replan;

/// <summary>
/// The world again after one percent of it changed: from the plan before against from nothing, in one run; and single arrivals between two rounds. Rounds follow each
/// other all day, so the plan before has been through some rounds in which nothing changed: what they took and brought is told.
/// </summary>
public sealed class ReplanFamily : IFamily
{
    private const int DefaultSize = 50_000;
    private const int DefaultSeed = 42;
    private const double Faster = 20;
    private const int Arrivals = 1_000;

    /// <summary>Rounds before the change: with one a minute, less than an hour of a day.</summary>
    private const int QuietRounds = 48;

    public string Name => "replan";
    public string Purpose => "Solves the world again after one percent of it changed, warm against cold in the same run, and decides single arrivals against the plan's prices.";
    public IReadOnlyList<string> Needs => ["traces/openb/pods_default.csv"];

    public IEnumerable<CaseResult> Run(RunOptions options)
    {
        var (size, seed) = (options.Size ?? DefaultSize, options.Seed ?? DefaultSeed);
        var (instance, policy) = (new WorldInstance(Pod.Read(options.PathOf(Needs[0])), new WorldSupply()), WorldInstance.PolicyFor(size));
        var before = instance.Draw(size, seed);
        var first = Planner.Solve(before, policy);
        var (asked, planBefore, quiet) = Followed(before, policy, first);
        yield return quiet with { Case = $"{size} / {QuietRounds} rounds without a change", Seed = seed };
        var changed = OnePercent.Of(before, instance, seed + 1);
        var next = changed with { Previous = PreviousRound.Of(asked, planBefore) };
        var checker = new WorldChecker(new Ground(changed, policy));
        var ((warm, warmTime), warmCpu) = Processor.SecondsOf(() => Timing.Repeat(options.Repeats, () => Accepted(next, policy, checker)));
        var ((cold, coldTime), coldCpu) = Processor.SecondsOf(() => Timing.Once(() => Accepted(changed, policy, checker)));
        warmCpu /= Math.Max(1, options.Repeats) + 1;
        var was = planBefore.Placements.ToDictionary(p => p.Workload, p => p.Pool);
        var moves = warm.Placements.Count(p => was.TryGetValue(p.Workload, out var pool) && pool != p.Pool);
        var coldMoves = cold.Placements.Count(p => was.TryGetValue(p.Workload, out var pool) && pool != p.Pool);
        yield return Told($"{size} / cold", seed, cold, coldTime, null, $"{coldMoves} of {was.Count} in another pool than before; {cold.Solver}");
        yield return Told($"{size} / from the round before", seed, warm, warmTime,
            coldTime.Median >= Faster * warmTime.Median && warm.ObjectiveMicroYuan <= cold.ObjectiveMicroYuan,
            string.Create(CultureInfo.InvariantCulture, $"{coldTime.Median / warmTime.Median:0.0} × faster ({coldCpu / warmCpu:0.0} × by CPU: {warmCpu:0.0} of {coldCpu:0.0} s), objective {100.0 * (warm.ObjectiveMicroYuan - cold.ObjectiveMicroYuan) / cold.ObjectiveMicroYuan:+0.000;-0.000} %, {moves} of {was.Count} moved; {warm.Solver}"))
            with
        { Reference = cold.ObjectiveMicroYuan / 1e6 };
        yield return Online(size, seed, instance, changed, policy, warm);
    }

    /// <summary>The plan after the quiet rounds, and what they took.</summary>
    private static (PlanningProblem Asked, Plan Plan, CaseResult Told) Followed(PlanningProblem problem, PlanningPolicy policy, Plan first)
    {
        var (plan, asked, seconds) = (first, problem, new List<double>());
        for (var round = 0; round < QuietRounds; round++)
        {
            asked = problem with { Previous = PreviousRound.Of(asked, plan) };
            var start = System.Diagnostics.Stopwatch.GetTimestamp();
            plan = Planner.Solve(asked, policy);
            seconds.Add(System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        return (asked, plan, Told("", 0, plan, new Spread(seconds), null, string.Create(CultureInfo.InvariantCulture, $"gap {100 * first.Gap():0.000} % before them; seconds are of one; {plan.Solver}")));
    }

    /// <summary>A thousand arrivals, each decided alone and taken; the plan with all of them is judged like any other.</summary>
    private static CaseResult Online(int size, int seed, WorldInstance instance, PlanningProblem problem, PlanningPolicy policy, Plan plan)
    {
        var dice = new Dice(seed + 2);
        var arrivals = Enumerable.Range(0, Arrivals).Select(i => instance.Workload($"y-{i:0000}", dice)).ToList();
        var placer = new OnlinePlacer(problem, policy, plan);
        var (offers, microseconds) = (new List<Offer>(), new List<double>());
        foreach (var arrival in arrivals)
        {
            var start = System.Diagnostics.Stopwatch.GetTimestamp();
            var offer = placer.Decide(arrival) ?? throw new CheckerRefusedException($"{arrival.Workload} got no offer");
            placer.Take(arrival, offer);
            microseconds.Add(Timing.MicrosecondsSince(start));
            offers.Add(offer);
        }
        var cost = offers.Sum(o => o.Placement.CostMicroYuan());
        var joint = plan with { Placements = [.. plan.Placements, .. offers.Select(o => o.Placement)], ObjectiveMicroYuan = plan.ObjectiveMicroYuan + cost, Prices = [], LowerBoundMicroYuan = 0 };
        new WorldChecker(new Ground(problem with { Demands = [.. problem.Demands, .. arrivals] }, policy)).Accept(joint);
        var spread = new Spread(microseconds);
        return new CaseResult
        {
            Case = $"{size} / {Arrivals} arrivals online",
            Seed = seed,
            Value = cost / 1e6,
            P50Microseconds = spread.Median,
            P95Microseconds = spread.P95,
            P99Microseconds = spread.P99,
            Unit = "¥",
        };
    }

    private static CaseResult Told(string name, int seed, Plan plan, Spread time, bool? met, string note) => new()
    {
        Case = name,
        Seed = seed,
        Value = plan.ObjectiveMicroYuan / 1e6,
        Bound = plan.LowerBoundMicroYuan / 1e6,
        Gap = plan.Gap(),
        Seconds = time.Median,
        SecondsP95 = time.P95,
        PeakMebibytes = Memory.PeakMebibytes(),
        Met = met,
        Unit = "¥",
        Note = note,
    };

    private static Plan Accepted(PlanningProblem problem, PlanningPolicy policy, WorldChecker checker)
    {
        var plan = Planner.Solve(problem, policy);
        checker.Accept(plan);
        return plan;
    }
}
