using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Sensing;

/// <summary>
/// What <c>npu-smi info</c> prints, read: a table with two lines for each chip and, below it, one of processes. Its columns differ between drivers and models
/// (the 310P has no HBM; newer drivers number chips by <c>Phy-ID</c>, others by <c>Device</c>, older ones not at all), so its own headings say what is where. Pure.
/// </summary>
public static class NpuSmi
{
    public const string Tool = "npu-smi";

    public static readonly IReadOnlyList<string> Query = ["info"];

    /// <summary>Chips in the tool's order.</summary>
    public static IReadOnlyList<SensedDevice> Read(string output)
    {
        var lines = output.Split('\n').Select(Cells).Where(c => c.Length > 0).ToList();
        var processesFrom = lines.FindIndex(c => c.Length > 1 && c[1].StartsWith("Process id", StringComparison.OrdinalIgnoreCase));
        var table = processesFrom < 0 ? lines : lines[..processesFrom];
        var heading = table.FindIndex(c => c.Length == 3 && c[0].StartsWith("Chip", StringComparison.Ordinal));
        if (heading < 0)
            return [];
        var columns = new Columns(table[heading][0].Contains(' ', StringComparison.Ordinal), table[heading][2].Contains("HBM", StringComparison.Ordinal));
        var holders = processesFrom < 0 ? [] : lines[(processesFrom + 1)..].Where(c => c.Length >= 2 && ToolText.Whole(c[1]) is not null)
            .Select(c => (At: string.Join(' ', Words(c[0])), Process: (int)ToolText.Whole(c[1])!.Value)).ToList();
        return [.. table[(heading + 1)..].Where(c => c.Length == 3).Chunk(2).Where(pair => pair.Length == 2).Select((pair, order) => Device(pair[0], pair[1], order, columns, holders)).OfType<SensedDevice>()];
    }

    /// <summary>Raw sample: <c>| 0     910B3  | OK           | 92.1   38           0    / 0     |</c> above <c>| 0     | 0000:C1:00.0 | 0      0    / 0      3343 / 65536 |</c>.</summary>
    private static SensedDevice? Device(string[] upper, string[] lower, int order, Columns columns, IReadOnlyList<(string At, int Process)> holders)
    {
        var (first, second, readings) = (Words(upper[0]), Words(lower[0]), Words(upper[2]));
        if (first.Length < 2 || second.Length < 1 || ToolText.Whole(first[0]) is null || ToolText.Whole(second[0]) is null)
            return null;
        var usage = Words(lower[2].Replace('/', ' '));
        var memory = columns.HasHbm && usage.Length >= 5 ? usage[3..5] : usage.Length >= 3 ? usage[1..3] : [];
        return new SensedDevice(Architecture.Ascend, columns.NumbersChips && second.Length > 1 && ToolText.Whole(second[1]) is { } number ? (int)number : order, first[1], DeviceNames.OfAscend(first[1]))
        {
            IsHealthy = Health(upper[1]),
            Watts = readings.Length > 0 ? ToolText.Number(readings[0]) : null,
            Celsius = readings.Length > 1 ? ToolText.Number(readings[1]) : null,
            UtilisationShare = usage.Length > 0 ? ToolText.Share(usage[0]) : null,
            UsedMebibytes = memory.Length == 2 ? ToolText.Whole(memory[0]) : null,
            MemoryMebibytes = memory.Length == 2 ? ToolText.Whole(memory[1]) : null,
            Processes = [.. holders.Where(h => h.At == $"{first[0]} {second[0]}").Select(h => h.Process).Distinct().Order()],
        };
    }

    /// <summary>A warning is told and the chip goes on working; after an alarm it must not be used.</summary>
    private static bool? Health(string word) => word.ToUpperInvariant() switch
    {
        "OK" or "WARNING" => true,
        "ALARM" or "CRITICAL" or "FAULT" or "OFFLINE" => false,
        _ => null,
    };

    /// <summary>The cells of a line of the table; none for its rules and for text around it.</summary>
    private static string[] Cells(string line)
    {
        var text = line.Trim();
        return text is ['|', .., '|'] ? [.. text[1..^1].Split('|').Select(c => c.Trim())] : [];
    }

    private static string[] Words(string cell) => cell.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private sealed record Columns(bool NumbersChips, bool HasHbm);
}
