using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Port;

/// <summary>Optional: the scheduler can hold devices for a window, and the credential may ask for it.</summary>
public interface IReservations
{
    /// <summary>Holds it, or does nothing when one of that key is held. Idempotent by <see cref="ReservationOrder.Key"/>; <see cref="SchedulerTrouble.Refused"/> with the scheduler's reason.</summary>
    Task ReserveAsync(ReservationOrder order, CancellationToken ct);

    /// <summary>How it stands now; <see cref="SchedulerTrouble.UnknownJob"/> when the scheduler answered and knows nothing of that key.</summary>
    Task<ReservationSighting> ObserveAsync(ReservationKey key, CancellationToken ct);

    /// <summary>Gives the devices back; an unknown or ended one is no error.</summary>
    Task ReleaseAsync(ReservationKey key, CancellationToken ct);
}
