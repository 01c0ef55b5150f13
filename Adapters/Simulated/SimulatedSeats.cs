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

    /// <summary>The site's veto against a seat that it does not have, or that its other jobs hold; null when all are free.</summary>
    public static Refusal? WhyNot(PoolDeclaration pool, IReadOnlyList<MemberSeat> seats, IReadOnlyList<SimulatedJob> holding)
    {
        foreach (var seat in seats)
        {
            foreach (var device in seat.Devices)
            {
                var exists = pool.Nodes?.FirstOrDefault(n => n.Id == seat.Node) is { } node && device >= 0 && device < node.Devices;
                var held = holding.SelectMany(j => j.Seats ?? []).Concat(seats.TakeWhile(s => !ReferenceEquals(s, seat)))
                    .Where(s => s.Node == seat.Node && s.Devices.Contains(device)).Sum(s => s.MilliPerDevice);
                if (!exists || held + seat.MilliPerDevice > WholeDevice)
                    return Refusal.Because(SeatTaken, ("pool", pool.Id), ("node", seat.Node), ("device", device), ("needMilliDevices", seat.MilliPerDevice), ("freeMilliDevices", exists ? WholeDevice - held : 0));
            }
        }
        return null;
    }
}
