using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Adapters.Simulated;

/// <summary>A site that is played, and what it pretends to have.</summary>
public sealed record SimulatedSite(SiteId Id, IReadOnlyList<PoolDeclaration> Pools);

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

    /// <summary>What it takes of a pool; 1000 is a device.</summary>
    public long MilliDevicesIn(PoolId pool) => DevicesByPool is { } parts ? parts.GetValueOrDefault(pool) * SimulatedSeats.WholeDevice : pool == Pool ? SimulatedSeats.MilliOf(Devices, Seats) : 0;

    /// <summary>It holds its devices, queued or running.</summary>
    public bool HoldsDevices(DateTimeOffset now) => StoppedAt is null && now < EndsAt;
}

/// <summary>A time in which a site, or every site if none is named, answers nothing. Its jobs go on meanwhile.</summary>
public sealed record SimulatedOutage(SiteId? Site, DateTimeOffset From, DateTimeOffset Until)
{
    public bool Hits(SiteId site, DateTimeOffset now) => (Site is null || Site == site) && From <= now && now < Until;
}
