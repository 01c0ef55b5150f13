using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Contracts.Sites;

/// <summary>
/// <c>POST /api/site/telemetry</c>: what the site's instruments read at one instant, whole. The newest stands for the one before; an older one is refused as
/// <c>site-message-outdated</c>. At most 200 pools and 10 000 devices.
/// </summary>
public sealed record SiteTelemetry(DateTimeOffset ObservedAt, IReadOnlyList<PoolTelemetry> Pools);

/// <summary>What is known of a pool's devices beside the network's own jobs; null is "not known", which is not zero.</summary>
/// <param name="Pool">A pool of the site.</param>
/// <param name="ForeignDevices">Devices that the site's own users occupy.</param>
/// <param name="DrainingDevices">Devices that take nothing new.</param>
/// <param name="SickDevices">Devices that cannot be used.</param>
/// <param name="Devices">Device by device, where there are instruments.</param>
public sealed record PoolTelemetry(
    PoolId Pool, int? ForeignDevices, int? DrainingDevices, int? SickDevices, IReadOnlyList<DeviceTelemetry>? Devices = null)
{
    /// <summary>By value, the devices in their order.</summary>
    public bool Equals(PoolTelemetry? other) =>
        other is not null && (Pool, ForeignDevices, DrainingDevices, SickDevices) == (other.Pool, other.ForeignDevices, other.DrainingDevices, other.SickDevices)
        && (Devices ?? []).SequenceEqual(other.Devices ?? []);

    public override int GetHashCode() => HashCode.Combine(Pool, ForeignDevices, DrainingDevices, SickDevices);
}

/// <summary>One device, as its vendor's tool tells it; what the tool does not tell is null.</summary>
/// <param name="Node">The node's name, as the pool declares it.</param>
/// <param name="Device">Number on the node, from 0.</param>
/// <param name="UtilisationShare">0–1.</param>
/// <param name="UsedMebibytes">Device memory in use.</param>
/// <param name="MemoryMebibytes">Device memory in all.</param>
/// <param name="Watts">Power taken now.</param>
/// <param name="Celsius">Temperature of the chip.</param>
/// <param name="IsHealthy">False: the tool says that it must not be used.</param>
public sealed record DeviceTelemetry(
    string Node, int Device, double? UtilisationShare, long? UsedMebibytes, long? MemoryMebibytes, double? Watts, double? Celsius, bool? IsHealthy);
