using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Contracts.Sites;

/// <summary>
/// One claim on devices in a window that the site should hold at its scheduler, in <see cref="SiteOrders.Reservations"/>: make it if it is unknown, do nothing if it
/// is held, refuse if the token is lower than one seen for this key. What is absent from the orders is released.
/// </summary>
/// <param name="Key">Making it twice makes it once.</param>
/// <param name="Token">Rises with every change of the claim.</param>
/// <param name="Pool">A pool of the site.</param>
/// <param name="Devices">How many of them, at least one.</param>
/// <param name="From">The start of the window.</param>
/// <param name="To">Its end, exclusive.</param>
public sealed record ReservationOrder(ReservationKey Key, FencingToken Token, PoolId Pool, int Devices, DateTimeOffset From, DateTimeOffset To);

/// <summary>
/// How a reservation stands at the site's scheduler. Ended, Refused and Lost are final. Unknown is a word of a newer version: not final, and nothing follows from it.
/// </summary>
public enum ReservationState { Unknown = -1, Held, Active, Ended, Refused, Lost }

/// <summary>One look at a reservation, with the adapter's own clock; <paramref name="Why"/> is the coded reason of Refused or Lost.</summary>
public sealed record ReservationSighting(
    ReservationKey Key, FencingToken Token, ReservationState State, DateTimeOffset ObservedAt, Refusal? Why = null, string? SchedulerName = null);
