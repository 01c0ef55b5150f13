using ComputeNet.Contracts.Sites;

namespace ComputeNet.Adapters.Simulated;

/// <summary>Who has how much of a pool at a moment: the network's jobs, windows that are kept for it, and the site's own users with what is left. Pure.</summary>
/// <param name="Pool">As it really is.</param>
/// <param name="Holding">Jobs of the network in it.</param>
/// <param name="OursMilli">What they take; 1000 is a device.</param>
/// <param name="ForeignDevices">What the site's own users have.</param>
public sealed record SimulatedRoom(PoolDeclaration Pool, IReadOnlyList<SimulatedJob> Holding, long OursMilli, int ForeignDevices)
{
    /// <summary>Negative while a pool has fewer devices than its jobs hold.</summary>
    public long FreeMilli => (Pool.Devices - ForeignDevices) * SimulatedSeats.WholeDevice - OursMilli;

    public static SimulatedRoom Of(
        PoolDeclaration pool, SimulatedSite site, IEnumerable<SimulatedJob> jobs, IEnumerable<SimulatedReservation> reservations, SimulatedOptions options, DateTimeOffset now)
    {
        var holding = jobs.Where(j => j.HoldsDevices(now) && j.MilliDevicesIn(pool.Id) > 0).ToList();
        var ours = holding.Sum(j => j.MilliDevicesIn(pool.Id, now));
        var wanted = SimulatedLoad.ForeignDevices(site, pool, options, now);
        if (wanted == 0)
            return new(pool, holding, ours, 0);
        // A held window keeps the site's own users out, whether the network uses it or not.
        var kept = reservations.Where(r => r.Order.Pool == pool.Id && r.Holds(now)).Sum(r => r.Order.Devices) * SimulatedSeats.WholeDevice;
        var left = (pool.Devices * SimulatedSeats.WholeDevice - Math.Max(ours, kept)) / SimulatedSeats.WholeDevice;
        return new(pool, holding, ours, (int)Math.Clamp(wanted, 0, Math.Max(0, left)));
    }
}
