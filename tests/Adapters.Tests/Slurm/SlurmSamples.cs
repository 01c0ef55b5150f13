using System.Runtime.CompilerServices;
using System.Text.Json;
using ComputeNet.Adapters.Slurm;

namespace ComputeNet.Adapters.Tests.Slurm;

/// <summary>What real Slurms answered, as recorded; only what is too long to matter was cut out.</summary>
internal static class SlurmSamples
{
    public static SlurmJob Job(string name) => SlurmJob.Read(Items(name, "jobs").First());

    public static IReadOnlyList<SlurmJob> Jobs(string name) => [.. Items(name, "jobs").Select(SlurmJob.Read)];

    public static IReadOnlyList<SlurmNode> Nodes(string name) => [.. Items(name, "nodes").Select(SlurmNode.Read)];

    public static IReadOnlyList<SlurmPartition> Partitions(string name) => [.. Items(name, "partitions").Select(SlurmPartition.Read)];

    private static IEnumerable<JsonElement> Items(string name, string list)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder(), name + ".json")));
        return [.. document.RootElement.Clone().GetProperty(list).EnumerateArray()];
    }

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "Samples");
}
