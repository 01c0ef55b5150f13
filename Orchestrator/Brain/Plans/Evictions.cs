using ComputeNet.Brain.Packing;
using ComputeNet.Brain.Problem;

namespace ComputeNet.Brain.Plans;

/// <summary>The order of eviction of those who sit on a pool's nodes: the packer's own, by priority, age and name.</summary>
internal static class Evictions
{
    internal static IReadOnlyList<SeatedWorkload> Order(IEnumerable<SeatedWorkload> seated)
    {
        var byId = seated.Where(s => s.Seats is { Count: > 0 }).DistinctBy(s => s.Workload).ToDictionary(s => s.Workload.Value);
        return [.. EvictionOrder.Of(byId.Values.Select(AsResident)).Select(r => byId[r.Id])];
    }

    private static Resident AsResident(SeatedWorkload seated) => new()
    {
        Id = seated.Workload.Value,
        Class = seated.Class,
        Priority = seated.Priority,
        Since = seated.Since,
        Placement = new NodePlacement(seated.Seats![0].Node, new PackingRequest { MilliCpu = 0, MemoryMebibytes = 0 }, seated.Seats[0].Devices, seated.Seats[0].MilliPerDevice, 0, null),
    };
}
