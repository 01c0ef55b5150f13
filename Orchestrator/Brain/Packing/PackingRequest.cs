using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Packing;

/// <summary>What one member of a gang asks of a node. All of it comes from one node, each device share from another device.</summary>
public sealed record PackingRequest
{
    public required int MilliCpu { get; init; }
    public required int MemoryMebibytes { get; init; }

    /// <summary>How many distinct devices; 0 for a workload of processors only.</summary>
    public int Devices { get; init; }

    /// <summary>Of each device; 1000 is the whole.</summary>
    public int MilliPerDevice { get; init; } = Node.Whole;

    /// <summary>Memory of each device in MiB; null leaves it to the share.</summary>
    public int? DeviceMebibytes { get; init; }

    /// <summary>Models that it runs on; any when empty.</summary>
    public IReadOnlyList<AcceleratorModelId> Models { get; init; } = [];

    /// <summary>The least separation from strangers on the same device.</summary>
    public DeviceIsolation Isolation { get; init; } = DeviceIsolation.SoftwareShared;

    /// <summary>All devices from one interconnect island.</summary>
    public bool OneIsland { get; init; }

    /// <summary>Milli-devices over all its devices, before any rounding.</summary>
    public int TotalMilli => Devices * MilliPerDevice;

    /// <summary>Part of one device.</summary>
    public bool IsShare => Devices > 0 && MilliPerDevice < Node.Whole;

    /// <summary>By value, the models by content: equal requests share their scores.</summary>
    public bool Equals(PackingRequest? other) =>
        other is not null && MilliCpu == other.MilliCpu && MemoryMebibytes == other.MemoryMebibytes && Devices == other.Devices
        && MilliPerDevice == other.MilliPerDevice && DeviceMebibytes == other.DeviceMebibytes && Isolation == other.Isolation
        && OneIsland == other.OneIsland && Models.SequenceEqual(other.Models);

    public override int GetHashCode() => HashCode.Combine(MilliCpu, MemoryMebibytes, Devices, MilliPerDevice, DeviceMebibytes, Isolation, OneIsland, Models.Count);

    /// <summary>The first field with a value that no node could ever mean, or null.</summary>
    public string? Nonsense() =>
        MilliCpu < 0 ? $"milliCpu {MilliCpu} is negative"
        : MemoryMebibytes < 0 ? $"memoryMebibytes {MemoryMebibytes} is negative"
        : Devices < 0 ? $"devices {Devices} is negative"
        : Devices > 0 && MilliPerDevice is < 1 or > Node.Whole ? $"milliPerDevice {MilliPerDevice} is not within 1 … {Node.Whole}"
        : DeviceMebibytes < 0 ? $"deviceMebibytes {DeviceMebibytes} is negative"
        : null;
}
