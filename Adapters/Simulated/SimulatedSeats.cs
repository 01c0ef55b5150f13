using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Simulated;

/// <summary>Devices by machine and number, as a simulated scheduler keeps them. Pure.</summary>
public static class SimulatedSeats
{
    /// <summary>Milli-devices of one device.</summary>
    public const long WholeDevice = 1000;
    public const string SeatTaken = "seat-taken";

    /// <summary>Without seats: whole devices.</summary>
    public static long MilliOf(int devices, IReadOnlyList<MemberSeat>? seats) => seats?.Sum(s => (long)s.Devices.Count * s.MilliPerDevice) ?? devices * WholeDevice;

    /// <summary>The site's veto against a seat that it does not have, or that its other jobs or its own users hold; null when all are free.</summary>
    public static Refusal? WhyNot(PoolDeclaration pool, IReadOnlyList<MemberSeat> seats, IReadOnlyList<SimulatedJob> holding, int foreignDevices = 0)
    {
        var foreign = foreignDevices == 0 || seats.Count == 0 ? [] : ForeignSeats(pool, holding, foreignDevices).ToHashSet();
        foreach (var seat in seats)
        {
            foreach (var device in seat.Devices)
            {
                var exists = pool.Nodes?.FirstOrDefault(n => n.Id == seat.Node) is { } node && device >= 0 && device < node.Devices;
                var held = foreign.Contains((seat.Node, device)) ? WholeDevice : holding.SelectMany(j => j.Seats ?? []).Concat(seats.TakeWhile(s => !ReferenceEquals(s, seat)))
                    .Where(s => s.Node == seat.Node && s.Devices.Contains(device)).Sum(s => s.MilliPerDevice);
                if (!exists || held + seat.MilliPerDevice > WholeDevice)
                    return Refusal.Because(SeatTaken, ("pool", pool.Id), ("node", seat.Node), ("device", device), ("needMilliDevices", seat.MilliPerDevice), ("freeMilliDevices", exists ? WholeDevice - held : 0));
            }
        }
        return null;
    }

    /// <summary>Which devices the site's own users sit on: the last ones that no job of the network touches.</summary>
    public static IEnumerable<(string Node, int Device)> ForeignSeats(PoolDeclaration pool, IReadOnlyList<SimulatedJob> holding, int devices)
    {
        var held = holding.SelectMany(j => j.Seats ?? []).SelectMany(s => s.Devices.Select(d => (s.Node, d))).ToHashSet();
        return (pool.Nodes ?? []).Reverse().SelectMany(n => Enumerable.Range(0, n.Devices).Reverse().Select(d => (n.Id, d))).Where(seat => !held.Contains(seat)).Take(devices);
    }
}
