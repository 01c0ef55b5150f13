using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;

namespace ComputeNet.Contracts.Pools;

/// <summary>
/// A pool as its site declared it, with what is leased. Free = devices − leased; the price is the site's own offer per device and hour.
/// </summary>
public sealed record PoolView(
    PoolId Id,
    SiteId Site,
    string Name,
    Architecture Architecture,
    AcceleratorModelId Model,
    int Devices,
    Provenance DevicesProvenance,
    int LeasedDevices,
    long? DeviceMemoryMebibytes,
    Money? PricePerDeviceHour,
    Provenance PriceProvenance,
    double? WattsPerDevice,
    Provenance WattsProvenance,
    DateTimeOffset DeclaredAt,
    IReadOnlyList<LeaseView> Leases,
    long Version)
{
    /// <summary>The most devices that the network may hold here at once, by the operator's word; null: no cap.</summary>
    public int? MostDevices { get; init; }
}

/// <summary>A fenced, exclusive right to N devices of a pool until it is released.</summary>
public sealed record LeaseView(WorkloadId Workload, JobKey Job, FencingToken Token, int Devices, DateTimeOffset GrantedAt, DateTimeOffset PlannedEnd, WorkloadPhase Phase);
