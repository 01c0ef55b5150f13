using ComputeNet.Adapters.Port;
using ComputeNet.Adapters.Sensing;
using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Slurm;

/// <summary>
/// A cluster whose credential may make reservations: that takes an operator of Slurm. REST has them from v0.0.43 on, which no stable distribution serves, so
/// they are made by <c>scontrol</c>, and read over REST.
/// </summary>
public sealed class SlurmOperatorScheduler(SlurmOptions options, SlurmClient client, SlurmMemory memory, DeviceSensor sensor, TimeProvider clock)
    : SlurmScheduler(options, client, memory, sensor, clock), IReservations
{
    private readonly SlurmControl control = new(options.Scontrol!);
    private readonly TimeProvider clock = clock;
    private readonly SlurmOptions options = options;

    public async Task ReserveAsync(ReservationOrder order, CancellationToken ct)
    {
        if (await FindAsync(order.Key, ct) is not null)
            return;
        var found = await Ground.KnownAsync(ct);
        var words = SlurmReservations.Create(order, found.Pools.FirstOrDefault(p => p.Id == order.Pool), options, clock.GetUtcNow());
        var (said, isDone) = await control.RunAsync(words, ct);
        // Somebody was faster, or we before we died.
        if (!isDone && await FindAsync(order.Key, ct) is null)
            throw SlurmReservations.Refused(order, said);
    }

    public async Task<ReservationSighting> ObserveAsync(ReservationKey key, CancellationToken ct) =>
        await FindAsync(key, ct) is { } held ? SlurmReservations.ToSighting(key, held, clock.GetUtcNow()) : throw SlurmReservations.Unknown(key);

    public async Task ReleaseAsync(ReservationKey key, CancellationToken ct)
    {
        if (await FindAsync(key, ct) is null)
            return;
        var (said, isDone) = await control.RunAsync(["delete", $"ReservationName={SlurmReservations.NameOf(key)}"], ct);
        if (!isDone && await FindAsync(key, ct) is not null)
            throw new SchedulerException(SchedulerTrouble.Unreachable, Refusal.Because("reservation-not-released", ("reservation", key), ("message", said)));
    }

    private async Task<SlurmReservation?> FindAsync(ReservationKey key, CancellationToken ct) =>
        (await Client.ListReservationsAsync(ct)).FirstOrDefault(r => r.Name == SlurmReservations.NameOf(key));
}
