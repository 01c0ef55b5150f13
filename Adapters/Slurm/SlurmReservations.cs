using System.Globalization;
using ComputeNet.Adapters.Port;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Slurm;

/// <summary>From a claim to Slurm's own reservation and back. Pure.</summary>
public static class SlurmReservations
{
    public static string NameOf(ReservationKey key) => $"cn-{key}";

    /// <summary>
    /// MAGNETIC: jobs of our user that fit go in without naming it, and nobody else's do. Slurm reserves cores or whole nodes, no single accelerators: those are
    /// rounded up to nodes.
    /// </summary>
    public static IReadOnlyList<string> Create(ReservationOrder order, SlurmPool? pool, SlurmOptions options, DateTimeOffset now)
    {
        if (pool is null)
            throw new SchedulerException(SchedulerTrouble.Refused, Refusal.Because("pool-unknown", ("pool", order.Pool), ("site", options.Site)));
        if (order.Devices > pool.Devices)
            throw new SchedulerException(SchedulerTrouble.Refused, Refusal.Because("not-enough-devices", ("needDevices", order.Devices), ("devices", pool.Devices)));
        if (order.To <= now)
            throw new SchedulerException(SchedulerTrouble.Refused, Refusal.Because("window-past", ("to", order.To.ToString("O", CultureInfo.InvariantCulture))));
        return
        [
            "create", "reservation", $"ReservationName={NameOf(order.Key)}", $"StartTime={(order.From > now ? Instant(order.From) : "now")}", $"EndTime={Instant(order.To)}",
            $"Users={options.User}", $"PartitionName={pool.Partition}", pool.Kind is null ? $"CoreCnt={order.Devices}" : $"NodeCnt={NodesFor(order.Devices, pool)}", "Flags=MAGNETIC",
        ];
    }

    public static ReservationSighting ToSighting(ReservationKey key, SlurmReservation held, DateTimeOffset now) =>
        new(key, default, now < held.From ? ReservationState.Held : now < held.To ? ReservationState.Active : ReservationState.Ended, now, SchedulerName: held.Name);

    /// <summary>Raw samples: <c>Error creating the reservation: Requested nodes are busy</c>, <c>Error creating the reservation: Invalid user id</c>, <c>… Access/permission denied</c>.</summary>
    public static SchedulerException Refused(ReservationOrder order, string said) =>
        said.Contains("Invalid user id", StringComparison.OrdinalIgnoreCase) || said.Contains("permission denied", StringComparison.OrdinalIgnoreCase)
            ? new(SchedulerTrouble.NotSupported, Refusal.Because("reservations-not-allowed", ("reservation", order.Key), ("message", said)))
            : said.Contains("busy", StringComparison.OrdinalIgnoreCase) || said.Contains("not available", StringComparison.OrdinalIgnoreCase) || said.Contains("overlap", StringComparison.OrdinalIgnoreCase)
                ? new(SchedulerTrouble.Refused, Refusal.Because("reservation-no-room", ("reservation", order.Key), ("needDevices", order.Devices), ("message", said)))
                : said.Contains("Unable to contact", StringComparison.OrdinalIgnoreCase) || said.Contains("timed out", StringComparison.OrdinalIgnoreCase)
                    ? new(SchedulerTrouble.Unreachable, Refusal.Because("slurm-unreachable", ("message", said)))
                    : new(SchedulerTrouble.Refused, Refusal.Because("reservation-refused", ("reservation", order.Key), ("message", said)));

    public static SchedulerException Unknown(ReservationKey key) => new(SchedulerTrouble.UnknownJob, Refusal.Because("reservation-unknown", ("reservation", key)));

    private static int NodesFor(int devices, SlurmPool pool)
    {
        var smallest = pool.Nodes.Min(pool.DevicesOf);
        return Math.Min(pool.Nodes.Count, (devices + smallest - 1) / smallest);
    }

    /// <summary>Read in the time zone of the command, which is started in UTC.</summary>
    private static string Instant(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
}
