using ComputeNet.Contracts.Sites;

namespace ComputeNet.Adapters.Port;

/// <summary>What a scheduler can do, derived from the interfaces that it implements and from nothing else.</summary>
public static class Capabilities
{
    public static IReadOnlyList<string> Of(ISiteScheduler scheduler) =>
    [
        .. Word(scheduler is IJobLogs, Capability.Logs),
        .. Word(scheduler is ICheckpoints, Capability.Checkpoints),
        .. Word(scheduler is IReservations, Capability.Reservations),
        .. Word(scheduler is ISiteTelemetry, Capability.Telemetry),
        .. Word(scheduler is ISiteOffers, Capability.Offers),
    ];

    private static IEnumerable<string> Word(bool offered, string word) => offered ? [word] : [];
}
