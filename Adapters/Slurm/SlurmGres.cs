using System.Globalization;
using System.Text.RegularExpressions;

namespace ComputeNet.Adapters.Slurm;

/// <summary>Some of a node's generic resources: <c>gpu</c>, perhaps a type (<c>h100</c>), and how many.</summary>
public sealed partial record SlurmGres(string Name, string? Type, int Count)
{
    /// <summary>How Slurm names the kind: <c>gpu:h100</c>, or <c>gpu</c>.</summary>
    public string Kind => Type is null ? Name : $"{Name}:{Type}";

    /// <summary>
    /// Raw samples: <c>gpu:h100:8</c>, <c>gpu:8</c>, <c>gpu:h100:4(IDX:0-3),npu:0</c>, <c>gpu:a100:2(S:0-1)</c>, <c>gres:gpu:h100:4</c>, <c>N/A</c>. Shares of devices
    /// (<c>mps</c>, <c>shard</c>) are read like any other name.
    /// </summary>
    public static IReadOnlyList<SlurmGres> Parse(string text) =>
        [.. Item().Matches(text).Select(m => new SlurmGres(m.Groups["name"].Value, m.Groups["type"] is { Success: true, Value: var type } ? type : null, CountOf(m))).Where(g => g.Name is not "IDX" and not "S")];

    private static int CountOf(Match item) =>
        int.TryParse(item.Groups["count"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count * (item.Groups["kilo"].Success ? 1024 : 1) : 0;

    [GeneratedRegex(@"(?:^|,)(?:gres[:/])?(?<name>[A-Za-z_][\w-]*)(?::(?<type>[A-Za-z_][^:,(]*))?:(?<count>\d+)(?<kilo>K)?(?:\([^)]*\))?(?=,|$)")]
    private static partial Regex Item();
}
