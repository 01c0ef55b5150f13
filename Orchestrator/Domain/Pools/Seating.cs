using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Domain.Pools;

/// <summary>Whether devices that a plan names are still free: a plan may be older than the pool.</summary>
internal static class Seating
{
    /// <summary>The first device that the pool does not have, or that has not that much left; null when all have.</summary>
    internal static Refusal? WhyNot(Pool pool, IReadOnlyList<MemberSeat> seats)
    {
        var held = new Dictionary<(string Node, int Device), int>();
        foreach (var seat in pool.Leases.SelectMany(l => l.Seats ?? []))
        {
            foreach (var device in seat.Devices)
                held[(seat.Node, device)] = held.GetValueOrDefault((seat.Node, device)) + seat.MilliPerDevice;
        }
        foreach (var seat in seats)
        {
            var node = pool.Declaration.Nodes?.FirstOrDefault(n => n.Id == seat.Node);
            foreach (var device in seat.Devices)
            {
                var free = node is null || device < 0 || device >= node.Devices ? 0 : Lease.WholeDevice - held.GetValueOrDefault((seat.Node, device));
                if (seat.MilliPerDevice > free)
                    return Refusal.Because("seat-taken", ("pool", pool.PoolId), ("node", seat.Node), ("device", device), ("needMilliDevices", seat.MilliPerDevice), ("freeMilliDevices", Math.Max(0, free)));
                held[(seat.Node, device)] = held.GetValueOrDefault((seat.Node, device)) + seat.MilliPerDevice;
            }
        }
        return null;
    }
}
