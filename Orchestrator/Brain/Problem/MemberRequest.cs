using ComputeNet.Brain.Packing;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;

namespace ComputeNet.Brain.Problem;

/// <summary>What one member of a gang asks of a node. Cores of the cpu architecture are its devices, so it asks for none beside them.</summary>
internal static class MemberRequest
{
    internal static PackingRequest Of(in Candidacy candidate) => Of(candidate.Variant.Variant, candidate.Pool.Supply.Sharing?.Offers, candidate.Pool.Supply.DeviceMemoryMebibytes);

    /// <summary>Whatever the pool: for what is expected to arrive.</summary>
    internal static PackingRequest Of(Variant variant) => Of(variant, null, null);

    private static PackingRequest Of(Variant variant, DeviceIsolation? offers, long? deviceMebibytes)
    {
        var share = Math.Clamp(variant.MilliPerDevice ?? Node.Whole, 1, Node.Whole);
        var isPartition = offers == DeviceIsolation.HardwarePartition;
        // A partition's memory comes with its size: who needs more memory needs a larger one.
        if (isPartition && share < Node.Whole && variant.DeviceMemoryMebibytes is { } need && deviceMebibytes is > 0 and var each)
            share = (int)Math.Clamp((need * Node.Whole + each - 1) / each, share, Node.Whole);
        return new PackingRequest
        {
            MilliCpu = variant.Architecture == Architecture.Cpu ? 0 : variant.MilliCoresPerMember ?? 0,
            MemoryMebibytes = (int)Math.Clamp(variant.MemoryLimitMebibytes ?? 0, 0, int.MaxValue),
            Devices = variant.DevicesPerMember,
            MilliPerDevice = share,
            DeviceMebibytes = share < Node.Whole && !isPartition && variant.DeviceMemoryMebibytes is { } asked ? (int)Math.Clamp(asked, 0, int.MaxValue) : null,
            Isolation = variant.DeviceIsolation ?? DeviceIsolation.SoftwareShared,
            OneIsland = variant.OneIsland == true,
        };
    }
}
