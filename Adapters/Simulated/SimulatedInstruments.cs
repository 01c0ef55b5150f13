using ComputeNet.Contracts.Sites;

namespace ComputeNet.Adapters.Simulated;

/// <summary>What the instruments of a simulated site read: its own users' devices, and device by device where it has machines.</summary>
internal static class SimulatedInstruments
{
    /// <summary>A reading is told every half minute: of larger pools it stays at the numbers.</summary>
    private const int MostDevicesOfPool = 256;

    private const double BusyShare = 0.9;
    private const double IdleCelsius = 35;
    private const double BusyCelsius = 70;
    private const double IdleShareOfWatts = 0.2;

    public static SiteTelemetry Read(SimulatedSite site, SimulatedBook book, SimulatedOptions options, DateTimeOffset now) =>
        new(now, [.. SimulatedLoad.PoolsAt(site, options, now).Select(pool => Read(SimulatedRoom.Of(pool, site, book.Jobs, book.Reservations, options, now), site))]);

    private static PoolTelemetry Read(SimulatedRoom room, SimulatedSite site)
    {
        var whole = site.Pools.First(p => p.Id == room.Pool.Id).Devices;
        return new(room.Pool.Id, room.ForeignDevices, DrainingDevices: 0, SickDevices: whole - room.Pool.Devices, room.Pool is { Nodes: not null, Devices: <= MostDevicesOfPool } ? [.. Devices(room)] : null);
    }

    private static IEnumerable<DeviceTelemetry> Devices(SimulatedRoom room)
    {
        var foreign = SimulatedSeats.ForeignSeats(room.Pool, room.Holding, room.ForeignDevices).ToHashSet();
        var milli = room.Holding.SelectMany(j => j.Seats ?? []).SelectMany(s => s.Devices.Select(d => (Seat: (s.Node, d), s.MilliPerDevice)))
            .GroupBy(s => s.Seat, s => s.MilliPerDevice).ToDictionary(g => g.Key, g => g.Sum());
        foreach (var node in room.Pool.Nodes!)
        {
            for (var device = 0; device < node.Devices; device++)
            {
                var share = foreign.Contains((node.Id, device)) ? 1 : Math.Min(1, milli.GetValueOrDefault((node.Id, device)) / (double)SimulatedSeats.WholeDevice);
                var memory = room.Pool.DeviceMemoryMebibytes;
                yield return new(node.Id, device, BusyShare * share, memory is null ? null : (long)(memory.Value * share), memory,
                    room.Pool.WattsPerDevice is { } watts ? watts * (IdleShareOfWatts + (1 - IdleShareOfWatts) * share) : null, IdleCelsius + (BusyCelsius - IdleCelsius) * share, IsHealthy: true);
            }
        }
    }
}
