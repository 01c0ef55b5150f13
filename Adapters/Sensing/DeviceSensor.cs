using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Sensing;

/// <summary>
/// The accelerators of this machine, by the tools of their vendors. A machine without a tool has none of its devices, which is no error; a tool that fails
/// is told as the reason why nothing is known.
/// </summary>
public sealed class DeviceSensor(VendorTool tool)
{
    /// <summary>Ten seconds a call: a busy driver takes one or two.</summary>
    public DeviceSensor() : this(new VendorTool(VendorTool.DriverFolders, TimeSpan.FromSeconds(10))) { }

    public async Task<Sensed> SenseAsync(CancellationToken ct)
    {
        var (nvidia, ascend) = (await NvidiaAsync(ct), await AscendAsync(ct));
        return new([.. nvidia.Devices, .. ascend.Devices], nvidia.Trouble ?? ascend.Trouble);
    }

    private async Task<Sensed> NvidiaAsync(CancellationToken ct)
    {
        if (tool.Find(NvidiaSmi.Tool) is not { } path)
            return Sensed.Nothing;
        var (devices, trouble) = await tool.RunAsync(path, NvidiaSmi.DevicesQuery, ct);
        if (trouble is not null)
            return new([], trouble);
        // Who holds a device and how it is cut are extras: without them the devices are still known.
        var (processes, _) = await tool.RunAsync(path, NvidiaSmi.ProcessesQuery, ct);
        var (list, _) = await tool.RunAsync(path, NvidiaSmi.ListQuery, ct);
        return Known(path, devices, NvidiaSmi.Read(devices, processes, list));
    }

    private async Task<Sensed> AscendAsync(CancellationToken ct)
    {
        if (tool.Find(NpuSmi.Tool) is not { } path)
            return Sensed.Nothing;
        var (output, trouble) = await tool.RunAsync(path, NpuSmi.Query, ct);
        return trouble is null ? Known(path, output, NpuSmi.Read(output)) : new([], trouble);
    }

    /// <summary>A tool that says something of which nothing is understood is worth a word: its output may have changed.</summary>
    private static Sensed Known(string path, string output, IReadOnlyList<SensedDevice> devices) =>
        devices.Count > 0 || string.IsNullOrWhiteSpace(output) || output.Contains("No devices were found", StringComparison.Ordinal)
            ? new(devices) : new([], Refusal.Because("tool-not-understood", ("tool", path)));
}
