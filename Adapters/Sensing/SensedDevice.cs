using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Sensing;

/// <summary>One accelerator of this machine, as its vendor's tool tells it. What the tool does not tell is null, which is not zero.</summary>
/// <param name="Architecture">What programs for it are built for.</param>
/// <param name="Number">Its number on the machine, by which jobs are given it (<c>CUDA_VISIBLE_DEVICES</c>, <c>ASCEND_RT_VISIBLE_DEVICES</c>).</param>
/// <param name="Name">The vendor's name for the model.</param>
/// <param name="Model">The model in the catalogue's words; null when the name is not among those that we know.</param>
public sealed record SensedDevice(Architecture Architecture, int Number, string Name, AcceleratorModelId? Model)
{
    /// <summary>Device memory in all, MiB.</summary>
    public long? MemoryMebibytes { get; init; }

    /// <summary>Device memory in use, MiB.</summary>
    public long? UsedMebibytes { get; init; }

    /// <summary>0–1.</summary>
    public double? UtilisationShare { get; init; }

    /// <summary>Power taken now.</summary>
    public double? Watts { get; init; }

    /// <summary>Temperature of the chip.</summary>
    public double? Celsius { get; init; }

    /// <summary>False: the tool reports a fault for which nothing should run here.</summary>
    public bool? IsHealthy { get; init; }

    /// <summary>The partitions that the hardware is cut into (<c>1g.10gb</c>); empty when it is whole.</summary>
    public IReadOnlyList<string> Partitions { get; init; } = [];

    /// <summary>Process ids that hold something of it, whoever's they are.</summary>
    public IReadOnlyList<int> Processes { get; init; } = [];

    public DeviceTelemetry ToTelemetry(string node) => new(node, Number, UtilisationShare, UsedMebibytes, MemoryMebibytes, Watts, Celsius, IsHealthy);
}

/// <summary>What a tool said: its devices, or why there are none to tell. A machine without the tool has neither.</summary>
public sealed record Sensed(IReadOnlyList<SensedDevice> Devices, Refusal? Trouble = null)
{
    public static readonly Sensed Nothing = new([]);
}
