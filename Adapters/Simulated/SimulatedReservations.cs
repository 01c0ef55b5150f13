using ComputeNet.Adapters.Port;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Simulated;

/// <summary>Windows that a simulated scheduler holds for the network: never more devices in any instant than the pool has.</summary>
internal static class SimulatedReservations
{
    public const string Conflict = "reservation-conflict";
    public const string Over = "reservation-over";
    public const string StaleReservation = "stale-reservation";

    /// <summary>True when it is new or changed.</summary>
    public static bool Reserve(SimulatedBook book, ReservationOrder order, DateTimeOffset now)
    {
        var known = book.Find(order.Key);
        if (known is not null && order.Token < known.Order.Token)
            throw new SchedulerException(SchedulerTrouble.StaleLease, Refusal.Because(StaleReservation, ("reservation", order.Key), ("token", order.Token), ("highestTokenSeen", known.Order.Token)));
        if (known is not null && (known.Order == order || known.ReleasedAt is not null))
            return false;
        if (WhyNot(book, order, now) is { } why)
            throw new SchedulerException(SchedulerTrouble.Refused, why);
        book.Keep(new SimulatedReservation(order, known?.MadeAt ?? now));
        return true;
    }

    public static ReservationSighting See(SimulatedBook book, ReservationKey key, DateTimeOffset now)
    {
        if (book.Find(key) is not { } known)
            throw new SchedulerException(SchedulerTrouble.UnknownJob, Refusal.Because("reservation-unknown", ("reservation", key)));
        var state = known.ReleasedAt is not null || now >= known.Order.To ? ReservationState.Ended : now < known.Order.From ? ReservationState.Held : ReservationState.Active;
        return new(key, known.Order.Token, state, now, SchedulerName: $"computenet-{key}");
    }

    public static bool Release(SimulatedBook book, ReservationKey key, DateTimeOffset now)
    {
        if (book.Find(key) is not { ReleasedAt: null } known)
            return false;
        book.Keep(known with { ReleasedAt = now });
        return true;
    }

    private static Refusal? WhyNot(SimulatedBook book, ReservationOrder order, DateTimeOffset now)
    {
        if (book.Site.Pools.FirstOrDefault(p => p.Id == order.Pool) is not { } pool)
            return Refusal.Because(SimulatedMapping.PoolUnknown, ("pool", order.Pool), ("site", book.Site.Id));
        if (order.To <= now || order.To <= order.From)
            return Refusal.Because(Over, ("reservation", order.Key), ("to", order.To.UtcDateTime.ToString("O")));
        var others = book.Reservations.Where(r => r.Order.Key != order.Key && r.Order.Pool == order.Pool && r.ReleasedAt is null && r.Order.From < order.To && order.From < r.Order.To).ToList();
        // The most that others hold at once is held from the beginning of one of them, or from that of the window.
        var held = others.Select(r => r.Order.From).Append(order.From).Where(at => at >= order.From).Max(at => others.Where(r => r.Order.From <= at && at < r.Order.To).Sum(r => r.Order.Devices));
        return held + order.Devices <= pool.Devices ? null
            : Refusal.Because(Conflict, ("pool", pool.Id), ("needDevices", order.Devices), ("freeDevices", pool.Devices - held));
    }
}
