using System.Globalization;

namespace ComputeNet.Benchmarks.World;

/// <summary>One task of the openb trace as the world family reads it; fractions of a GPU count as one.</summary>
internal sealed record Pod(int Gpus, int Cores, bool IsLatencySensitive, long SecondOfDay, long Seconds)
{
    private const int SecondsPerDay = 86_400;

    /// <summary>A line reads <c>openb-pod-0001,6000,12288,1,460,,LS,Running,427061,12902960,427061</c>: times are seconds since the trace began.</summary>
    internal static IReadOnlyList<Pod> Read(string file)
    {
        var pods = new List<Pod>();
        foreach (var line in File.ReadLines(file).Skip(1))
        {
            var cells = line.Split(',');
            var (created, deleted) = (long.Parse(cells[8], CultureInfo.InvariantCulture), long.Parse(cells[9], CultureInfo.InvariantCulture));
            pods.Add(new Pod(
                int.Parse(cells[3], CultureInfo.InvariantCulture),
                Math.Max(1, (int.Parse(cells[1], CultureInfo.InvariantCulture) + 999) / 1000),
                cells[6] != "BE",
                created % SecondsPerDay,
                deleted - created));
        }
        return pods;
    }
}
