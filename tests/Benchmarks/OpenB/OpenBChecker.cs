using System.Globalization;
using ComputeNet.Benchmarks.Running;

namespace ComputeNet.Benchmarks.OpenB;

/// <summary>
/// Replays decisions against the raw rows, with its own arithmetic: every pod on a node that exists and suits it, on distinct devices
/// with enough left, within processors and memory; refused only when no node could have taken it. Recomputes the allocated share.
/// </summary>
public sealed class OpenBChecker
{
    private readonly List<Fleet> fleet;
    private readonly Dictionary<string, Fleet> byName;
    private readonly string[][] pods;
    private readonly long totalMilli;

    public OpenBChecker(string folder, string list)
    {
        fleet = [.. File.ReadLines(Path.Combine(folder, "nodes.csv")).Skip(1).Select(line => new Fleet(line.Split(',')))];
        byName = fleet.ToDictionary(node => node.Name);
        pods = [.. File.ReadLines(Path.Combine(folder, $"pods_{list}.csv")).Skip(1).Select(line => line.Split(','))];
        totalMilli = fleet.Sum(node => 1000L * node.Free.Length);
    }

    /// <exception cref="CheckerRefusedException">With the arrival, the node and the numbers.</exception>
    public Allocation Check(IReadOnlyList<int> arrivals, IReadOnlyList<Decision> decisions)
    {
        if (arrivals.Count != decisions.Count)
            throw new CheckerRefusedException($"{arrivals.Count} arrivals but {decisions.Count} decisions");
        fleet.ForEach(node => node.Reset());
        var (arrived, used) = (0L, 0L);
        var marks = new List<(double Arrived, double Allocated)>(arrivals.Count);
        for (var i = 0; i < arrivals.Count; i++)
        {
            var pod = pods[arrivals[i]];
            var asked = Number(pod[3]) * (Number(pod[3]) == 0 ? 0 : Number(pod[4]));
            arrived += asked;
            if (decisions[i].Pod != arrivals[i])
                throw new CheckerRefusedException($"arrival {i} is pod {arrivals[i]}, the decision is about pod {decisions[i].Pod}");
            if (decisions[i].Node is { } name)
            {
                Take(i, pod, byName.GetValueOrDefault(name) ?? throw new CheckerRefusedException($"arrival {i}: there is no node {name}"), decisions[i].Devices);
                used += asked;
            }
            else if (fleet.Find(node => node.WhyNot(pod) is null) is { } room)
            {
                throw new CheckerRefusedException($"arrival {i}: pod {pod[0]} was refused, but node {room.Name} has room");
            }
            marks.Add((Math.Round(arrived * 100.0 / totalMilli, MidpointRounding.ToEven), Math.Round(used * 100.0 / totalMilli, 2, MidpointRounding.ToEven)));
        }
        return new(At(marks, 100), At(marks, 130), decisions.Count(decision => decision.Node is null));
    }

    private static void Take(int arrival, string[] pod, Fleet node, IReadOnlyList<int> devices)
    {
        if (node.WhyNot(pod) is { } why)
            throw new CheckerRefusedException($"arrival {arrival}: pod {pod[0]} cannot sit on {node.Name}: {why}");
        if (devices.Count != Number(pod[3]) || devices.Distinct().Count() != devices.Count)
            throw new CheckerRefusedException($"arrival {arrival}: pod {pod[0]} asks for {pod[3]} distinct devices, got {string.Join(',', devices)}");
        foreach (var device in devices)
            if (device < 0 || device >= node.Free.Length || node.Free[device] < Number(pod[4]))
                throw new CheckerRefusedException($"arrival {arrival}: device {device} of {node.Name} has not {pod[4]} milli left for pod {pod[0]}");
        node.Take(pod, devices);
    }

    /// <summary>The published way: the mean, over the arrivals at which demand rounds to the mark, of the allocated share.</summary>
    private static double At(List<(double Arrived, double Allocated)> marks, double mark) =>
        Math.Round(marks.Where(each => each.Arrived == mark).Select(each => each.Allocated).DefaultIfEmpty(double.NaN).Average(), 2);

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private sealed class Fleet(string[] row)
    {
        private int cpu, memory;

        internal string Name { get; } = row[0];
        internal int[] Free { get; } = new int[Number(row[3])];

        internal void Reset()
        {
            (cpu, memory) = (Number(row[1]), Number(row[2]));
            Array.Fill(Free, 1000);
        }

        internal string? WhyNot(string[] pod)
        {
            if (cpu < Number(pod[1]))
                return $"{cpu} milli-cores left, {pod[1]} asked";
            if (memory < Number(pod[2]))
                return $"{memory} MiB left, {pod[2]} asked";
            var devices = Number(pod[3]);
            if (devices == 0)
                return null;
            if (pod.Length > 5 && pod[5].Trim('|') != "" && !pod[5].Split('|').Contains(row[4]))
                return $"it is a {row[4]}, {pod[5]} asked";
            var fitting = Free.Count(free => free >= Number(pod[4]));
            return fitting < devices ? $"{fitting} devices with {pod[4]} milli left, {devices} asked" : null;
        }

        internal void Take(string[] pod, IEnumerable<int> devices)
        {
            cpu -= Number(pod[1]);
            memory -= Number(pod[2]);
            foreach (var device in devices)
                Free[device] -= Number(pod[4]);
        }
    }
}

/// <summary>Per cent of all milli-devices that are allocated when demand has reached 100 % and 130 % of them, and how many arrivals were refused by then.</summary>
public sealed record Allocation(double At100, double At130, int Refused);
