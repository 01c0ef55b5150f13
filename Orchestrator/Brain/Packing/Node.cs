using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Packing;

/// <summary>A machine with equal devices, as the packer sees it. A whole device is 1000 milli-devices.</summary>
public sealed record Node
{
    /// <summary>Milli-devices of one whole device.</summary>
    public const int Whole = 1000;

    public required string Id { get; init; }
    public required AcceleratorModelId Model { get; init; }

    /// <summary>Thousandths of a processor core.</summary>
    public required int MilliCpu { get; init; }
    public required int MemoryMebibytes { get; init; }
    public required int Devices { get; init; }

    /// <summary>Memory of each device in MiB; null is unknown, and refuses a request that names an amount.</summary>
    public int? DeviceMebibytes { get; init; }

    /// <summary>Which interconnect island (NVLink, HCCS) each device is in, by device; null when all are in one.</summary>
    public IReadOnlyList<int>? Islands { get; init; }

    /// <summary>The strongest separation that the node offers to workloads which share a device.</summary>
    public DeviceIsolation Offers { get; init; } = DeviceIsolation.SoftwareShared;

    /// <summary>Milli-devices of the partitions that the hardware can cut, where it offers <see cref="DeviceIsolation.HardwarePartition"/> (MIG 1g…7g: 142, 285, 428, 571, 1000).</summary>
    public IReadOnlyList<int> Templates { get; init; } = [];
}
