using System.Diagnostics;
using ComputeNet.Benchmarks.Running;
using ComputeNet.Brain.Packing;

namespace ComputeNet.Benchmarks.OpenB;

/// <summary>One arrival at a time, each decided and booked before the next is seen.</summary>
public sealed record OnlineRun(IReadOnlyList<Decision> Decisions, Spread Microseconds, double Seconds)
{
    public static OnlineRun Of(OpenBTrace trace, IReadOnlyList<Node> ranked, IReadOnlyList<int> arrivals, IPlacementPolicy policy)
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
        return new(decisions, new(times), times.Sum() / 1e6);
    }
}
