using System.Diagnostics;
using ComputeNet.Benchmarks.Running;
using ComputeNet.Brain.Packing;

namespace ComputeNet.Benchmarks.OpenB;

/// <summary>One arrival at a time, each decided and booked before the next is seen.</summary>
/// <param name="Microseconds">Of single decisions, booking included. Repeated runs decide the same, and a decision counts with the median of its times: the machine is shared.</param>
public sealed record OnlineRun(IReadOnlyList<Decision> Decisions, Spread Microseconds, double Seconds)
{
    /// <exception cref="CheckerRefusedException">A repeated run decided otherwise.</exception>
    public static OnlineRun Of(OpenBTrace trace, IReadOnlyList<Node> ranked, IReadOnlyList<int> arrivals, Func<IPlacementPolicy> policy, int repeats = 1)
    {
        var runs = Enumerable.Range(0, Math.Max(1, repeats)).Select(_ => Once(trace, ranked, arrivals, policy())).ToList();
        var decisions = runs[0].Decisions;
        if (runs.Exists(run => !run.Decisions.Select(Told).SequenceEqual(decisions.Select(Told))))
            throw new CheckerRefusedException($"{trace.List}: the same arrivals got other places in a repeated run");
        var times = Enumerable.Range(0, arrivals.Count).Select(i => new Spread(runs.Select(run => run.Times[i])).Median).ToList();
        return new(decisions, new(times), times.Sum() / 1e6);
    }

    private static (List<Decision> Decisions, double[] Times) Once(OpenBTrace trace, IReadOnlyList<Node> ranked, IReadOnlyList<int> arrivals, IPlacementPolicy policy)
    {
        var board = new PackingBoard(ranked);
        var decisions = new List<Decision>(arrivals.Count);
        var times = new double[arrivals.Count];
        for (var i = 0; i < arrivals.Count; i++)
        {
            var start = Stopwatch.GetTimestamp();
            var answer = board.Place(policy, trace.Pods[arrivals[i]]);
            times[i] = Timing.MicrosecondsSince(start);
            decisions.Add(answer is PackingAnswer.Placed placed
                ? new(arrivals[i], placed.Placement.Node, placed.Placement.Devices)
                : new(arrivals[i], null, []));
        }
        return (decisions, times);
    }

    private static string Told(Decision decision) => $"{decision.Pod} {decision.Node} {string.Join(',', decision.Devices)}";
}
