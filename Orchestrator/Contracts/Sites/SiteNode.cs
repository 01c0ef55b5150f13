using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Contracts.Sites;

/// <summary>
/// A machine of a pool, as its site declares it. Its devices are of the pool's model and have the pool's device memory; processors and memory are
/// what jobs may use together. A pool that declares nodes declares all of them: their devices add up to the pool's.
/// </summary>
/// <param name="Id">Unique in its pool; 1–100 characters.</param>
/// <param name="Devices">1–256, numbered from 0.</param>
/// <param name="MilliCores">Thousandths of a processor core.</param>
/// <param name="MemoryMebibytes">Host memory in MiB.</param>
public sealed record SiteNode(string Id, int Devices, int MilliCores, int MemoryMebibytes)
{
    public const int MostDevices = 256;

    /// <summary>Which interconnect island (NVLink, HCCS) each device is in, by device number; null when all are in one.</summary>
    public IReadOnlyList<int>? Islands { get; init; }

    /// <summary>By value, the islands by device.</summary>
    public bool Equals(SiteNode? other) =>
        other is not null && (Id, Devices, MilliCores, MemoryMebibytes) == (other.Id, other.Devices, other.MilliCores, other.MemoryMebibytes)
        && (Islands is null ? other.Islands is null : other.Islands is not null && Islands.SequenceEqual(other.Islands));

    public override int GetHashCode() => HashCode.Combine(Id, Devices, MilliCores, MemoryMebibytes);
}

/// <summary>
/// How the devices of a pool are shared: one way for the whole pool, because its devices are interchangeable. Null in a declaration is
/// <see cref="DeviceIsolation.Exclusive"/>.
/// </summary>
/// <param name="Offers">The strongest separation that workloads on one device get.</param>
/// <param name="Templates">Milli-devices of the partitions that the hardware cuts (MIG 1g … 7g: 142, 285, 428, 571, 1000); null elsewhere.</param>
public sealed record DeviceSharing(DeviceIsolation Offers, IReadOnlyList<int>? Templates = null)
{
    /// <summary>By value, the templates in their order.</summary>
    public bool Equals(DeviceSharing? other) =>
        other is not null && Offers == other.Offers && (Templates ?? []).SequenceEqual(other.Templates ?? []);

    public override int GetHashCode() => HashCode.Combine(Offers, Templates?.Count ?? 0);
}
