using System.Globalization;
using System.Text.RegularExpressions;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Sensing;

/// <summary>What <c>nvidia-smi</c> prints, read. Pure.</summary>
public static partial class NvidiaSmi
{
    public const string Tool = "nvidia-smi";

    private const string Csv = "--format=csv,noheader,nounits";

    public static readonly IReadOnlyList<string> DevicesQuery =
        ["--query-gpu=index,uuid,name,memory.total,memory.used,utilization.gpu,power.draw,temperature.gpu,ecc.errors.uncorrected.volatile.total", Csv];

    public static readonly IReadOnlyList<string> ProcessesQuery = ["--query-compute-apps=gpu_uuid,pid", Csv];

    public static readonly IReadOnlyList<string> ListQuery = ["-L"];

    /// <summary>Devices in the tool's order; lines that are not of one (a warning of the driver) are passed over.</summary>
    public static IReadOnlyList<SensedDevice> Read(string devices, string processes = "", string list = "")
    {
        var holders = Rows(processes).Where(r => r.Length >= 2).ToLookup(r => r[0], r => ToolText.Whole(r[1]));
        var partitions = Partitions(list);
        return [.. Rows(devices).Where(r => r.Length >= 9 && ToolText.Whole(r[0]) is not null).Select(r => Device(r, partitions) with
        {
            Processes = [.. holders[r[1]].OfType<long>().Where(p => p <= int.MaxValue).Select(p => (int)p).Distinct().Order()],
        })];
    }

    /// <summary>Raw sample: <c>0, GPU-4101de38-…, NVIDIA A100-SXM4-80GB, 81920, 512, 37, 89.41, 34, 0</c>.</summary>
    private static SensedDevice Device(string[] row, ILookup<string, string> partitions) => new(
        Architecture.Cuda, int.Parse(row[0], CultureInfo.InvariantCulture), row[2], DeviceNames.OfNvidia(row[2]))
    {
        MemoryMebibytes = ToolText.Whole(row[3]),
        UsedMebibytes = ToolText.Whole(row[4]),
        UtilisationShare = ToolText.Share(row[5]),
        Watts = ToolText.Number(row[6]),
        Celsius = ToolText.Number(row[7]),
        IsHealthy = Health(row),
        Partitions = [.. partitions[row[1]]],
    };

    /// <summary>
    /// A device that cannot even say its memory has fallen off the bus. Memory errors that could not be corrected since the driver was loaded mean that results
    /// may be wrong. Models that count none are not known to be well.
    /// </summary>
    private static bool? Health(string[] row) =>
        row.Skip(3).Any(cell => cell.Contains("ERR!", StringComparison.Ordinal) || cell.Contains("lost", StringComparison.OrdinalIgnoreCase) || cell.Contains("Unknown Error", StringComparison.OrdinalIgnoreCase)) ? false
        : ToolText.Whole(row[8]) switch { null => null, 0 => true, _ => false };

    /// <summary>
    /// Raw sample: <c>GPU 0: NVIDIA A100 80GB PCIe (UUID: GPU-4101…)</c>, below it <c>  MIG 3g.40gb     Device  0: (UUID: MIG-d771…)</c>.
    /// </summary>
    private static ILookup<string, string> Partitions(string list)
    {
        var found = new List<(string Device, string Partition)>();
        var device = "";
        foreach (var line in list.Split('\n'))
        {
            if (DeviceLine().Match(line) is { Success: true } whole)
                device = whole.Groups[1].Value;
            else if (PartitionLine().Match(line) is { Success: true } part)
                found.Add((device, part.Groups[1].Value));
        }
        return found.ToLookup(f => f.Device, f => f.Partition);
    }

    /// <summary>Fields end with a comma and a space and are never quoted, whatever the tool calls the format.</summary>
    private static IEnumerable<string[]> Rows(string csv) =>
        csv.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0).Select(line => line.Split(", ", StringSplitOptions.TrimEntries));

    [GeneratedRegex(@"^GPU \d+: .*\(UUID: (GPU-[^)]+)\)")]
    private static partial Regex DeviceLine();

    [GeneratedRegex(@"^\s+MIG\s+(\S+)\s+Device\s+\d+:")]
    private static partial Regex PartitionLine();
}
