using ComputeNet.Brain.Packing;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Problem;

/// <summary>The nodes that a site tells of a pool, as the packer sees them.</summary>
internal static class PoolNodes
{
    /// <summary>With more devices than this a pool stays a count: its milli-devices would outgrow a whole number of 32 bits.</summary>
    private const int MostDevices = 1_000_000;

    /// <summary>Null where there are none, or where they contradict the pool: what is not sure is planned as a count.</summary>
    internal static IReadOnlyList<Node>? Of(PoolSupply supply)
    {
        if (supply.Nodes is not { Count: > 0 } told || supply.Devices > MostDevices || !told.All(IsSound)
            || told.Sum(n => (long)n.Devices) != supply.Devices || told.DistinctBy(n => n.Id).Count() != told.Count)
            return null;
        var sharing = supply.Sharing ?? new DeviceSharing(DeviceIsolation.Exclusive);
        return
        [
            .. told.Select(n => new Node
            {
                Id = n.Id,
                Model = supply.Model,
                MilliCpu = n.MilliCores,
                MemoryMebibytes = n.MemoryMebibytes,
                Devices = n.Devices,
                DeviceMebibytes = supply.DeviceMemoryMebibytes is >= 0 and <= int.MaxValue and var each ? (int)each : null,
                Islands = n.Islands,
                Offers = sharing.Offers,
                Templates = sharing.Offers == DeviceIsolation.HardwarePartition ? sharing.Templates ?? [] : [],
            }),
        ];
    }

    private static bool IsSound(SiteNode node) =>
        node is { Devices: > 0 and <= SiteNode.MostDevices, MilliCores: >= 0, MemoryMebibytes: >= 0 } && (node.Islands is null || node.Islands.Count == node.Devices);
}
