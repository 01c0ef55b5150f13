using System.Globalization;
using ComputeNet.Brain.Packing;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Benchmarks.OpenB;

/// <summary>One list of the trace in the brain's words: <c>openb-node-0000,64000,262144,2,P100</c> and <c>openb-pod-0001,6000,12288,1,460,,LS,…</c>.</summary>
public sealed record OpenBTrace(string List, IReadOnlyList<Node> Nodes, IReadOnlyList<PackingRequest> Pods)
{
    public static readonly IReadOnlyList<string> Lists = ["default", "cpu100", "gpushare40", "gpuspec10", "multigpu20"];
    public static readonly IReadOnlyList<int> Seeds = [42, 43, 44, 45, 46];

    public static OpenBTrace Read(string folder, string list) => new(
        list,
        [.. Rows(Path.Combine(folder, "nodes.csv")).Select(NodeOf)],
        [.. Rows(Path.Combine(folder, $"pods_{list}.csv")).Select(PodOf)]);

    /// <summary>Pod numbers in the order of arrival.</summary>
    public static IReadOnlyList<int> Arrivals(string folder, string list, int seed)
    {
        var column = Seeds.ToList().IndexOf(seed);
        return [.. Rows(Path.Combine(folder, $"arrivals_{list}.csv")).Where(row => row.Length > column && row[column] != "").Select(row => Int(row[column]))];
    }

    private static Node NodeOf(string[] row) => new()
    {
        Id = row[0],
        MilliCpu = Int(row[1]),
        MemoryMebibytes = Int(row[2]),
        Devices = Int(row[3]),
        Model = new(row[4]),
    };

    private static PackingRequest PodOf(string[] row)
    {
        var devices = Int(row[3]);
        return new()
        {
            MilliCpu = Int(row[1]),
            MemoryMebibytes = Int(row[2]),
            Devices = devices,
            MilliPerDevice = devices == 0 ? Node.Whole : Int(row[4]),
            Models = devices == 0 || row.Length < 6 ? [] : [.. row[5].Split('|', StringSplitOptions.RemoveEmptyEntries).Select(model => new AcceleratorModelId(model))],
        };
    }

    private static IEnumerable<string[]> Rows(string file) => File.ReadLines(file).Skip(1).Select(line => line.Split(','));

    private static int Int(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
