using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Simulated;

/// <summary>A site that is played, and what it pretends to have.</summary>
public sealed record SimulatedSite(SiteId Id, IReadOnlyList<PoolDeclaration> Pools)
{
    /// <summary>Terms that it offers all the time.</summary>
    public IReadOnlyList<PoolOffer> Offers { get; init; } = [];
}

/// <summary>How a simulated job will end if nobody stops it. Lost: from its end on, the scheduler does not know it any more.</summary>
public enum SimulatedFate { Succeeds, Fails, RunsOverTime, IsLost }

/// <summary>
/// A simulated job. All that will happen to it is drawn when it is submitted, so that it needs no thread, no timer and no memory but this record:
/// a process that is killed and started again finds it exactly where it would be by then.
/// </summary>
public sealed record SimulatedJob(
    JobKey Job,
    FencingToken Token,
    PoolId Pool,
    int Devices,
    DateTimeOffset SubmittedAt,
    DateTimeOffset StartsAt,
    DateTimeOffset EndsAt,
    SimulatedFate Fate,
    DateTimeOffset? StoppedAt = null)
{
    /// <summary>Where its members sit, and what they take of each device there; null: whole devices of no particular machine.</summary>
    public IReadOnlyList<MemberSeat>? Seats { get; init; }

    /// <summary>Devices by pool of a gang over several; null: all in the one.</summary>
    public IReadOnlyDictionary<PoolId, int>? DevicesByPool { get; init; }

    /// <summary>The scheduler's own number of it. After a crash the numbers of forgotten jobs are given out again, as real schedulers do.</summary>
    public int Number { get; init; }

    /// <summary>Its first copy runs on although the scheduler has given it up and started a second; null: it runs once.</summary>
    public SimulatedSecondRun? Second { get; init; }

    /// <summary>When it last wrote a checkpoint because it was asked to.</summary>
    public DateTimeOffset? CheckpointedAt { get; init; }

    /// <summary>What it takes of a pool at a moment; 1000 is a device. While two copies run it takes twice as much.</summary>
    public long MilliDevicesIn(PoolId pool, DateTimeOffset now) => Copies(now) * MilliDevicesIn(pool);

    /// <summary>What one copy takes of a pool.</summary>
    public long MilliDevicesIn(PoolId pool) => DevicesByPool is { } parts ? parts.GetValueOrDefault(pool) * SimulatedSeats.WholeDevice : pool == Pool ? SimulatedSeats.MilliOf(Devices, Seats) : 0;

    /// <summary>It holds its devices, queued or running.</summary>
    public bool HoldsDevices(DateTimeOffset now) => StoppedAt is null && now < EndsAt;

    private int Copies(DateTimeOffset now) => Second is { } again && again.StartsAt <= now && now < again.FirstEndsAt ? 2 : 1;
}

/// <summary>
/// The second run of a job whose node was lost to the scheduler and not to the job: from <paramref name="RequeuedAt"/> on it waits again, from <paramref name="StartsAt"/>
/// on it runs beside its first copy, which goes on until <paramref name="FirstEndsAt"/>. The job's own end is that of the second copy.
/// </summary>
public sealed record SimulatedSecondRun(DateTimeOffset RequeuedAt, DateTimeOffset StartsAt, DateTimeOffset FirstEndsAt);

/// <summary>A window that the scheduler holds for the network; the site's own users stay out of it.</summary>
public sealed record SimulatedReservation(ReservationOrder Order, DateTimeOffset MadeAt, DateTimeOffset? ReleasedAt = null)
{
    public bool Holds(DateTimeOffset now) => ReleasedAt is null && Order.From <= now && now < Order.To;
}
