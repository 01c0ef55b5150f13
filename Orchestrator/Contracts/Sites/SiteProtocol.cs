using System.Text.Json.Serialization;
using ComputeNet.Contracts.Plans;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;

namespace ComputeNet.Contracts.Sites;

/// <summary><c>PUT /api/site/inventory</c>: all that the site offers, whole and idempotent; a pool left out is withdrawn. At most 200 pools.</summary>
public sealed record SiteInventory(string AgentVersion, bool IsSimulated, DateTimeOffset ObservedAt, IReadOnlyList<PoolDeclaration> Pools)
{
    /// <summary>What the adapter can do; null: what every adapter must.</summary>
    public SiteCapabilities? Capabilities { get; init; }
}

/// <summary>
/// One pool as its site declares it. The id must start with the site's own id and a dot. At most a million devices; a price of at most a million per
/// device and hour in an ISO 4217 currency; at most 100 000 watts per device; sources of at most 500 characters.
/// </summary>
public sealed record PoolDeclaration(
    PoolId Id,
    string Name,
    Architecture Architecture,
    AcceleratorModelId Model,
    int Devices,
    Provenance DevicesProvenance,
    long? DeviceMemoryMebibytes,
    Money? PricePerDeviceHour,
    Provenance PriceProvenance,
    double? WattsPerDevice,
    Provenance WattsProvenance)
{
    /// <summary>What keeps tenants apart here; null is not said.</summary>
    public Isolation? Isolation { get; init; }

    /// <summary>When the pool is closed; at most 50 windows.</summary>
    public IReadOnlyList<MaintenanceWindow>? Maintenance { get; init; }

    /// <summary>Whether a gang may have members here and in other pools of the site that say the same, as one job; null is no.</summary>
    public bool? JoinsGangs { get; init; }

    /// <summary>What share of the devices others than the network use at each UTC hour: 24 shares, 0–1; null is none.</summary>
    public DayFactors? ForeignShareByUtcHour { get; init; }

    /// <summary>What each UTC hour multiplies the power by (a cap, the cooling): 24 factors, 0–100; null when every hour takes the same.</summary>
    public DayFactors? PowerFactorByUtcHour { get; init; }

    /// <summary>The site's own forecast of its grid's carbon; while it lasts it stands for the catalogue's figure. Null: none.</summary>
    public CarbonForecast? CarbonForecast { get; init; }

    /// <summary>Where the price follows the clock: 24 factors of <see cref="PricePerDeviceHour"/>, 0–100 each; null when every hour costs the same.</summary>
    public DayFactors? PriceFactorByUtcHour { get; init; }

    /// <summary>The machines that the pool consists of, all of them; null: the pool is a count, and placement stops at it.</summary>
    public IReadOnlyList<SiteNode>? Nodes { get; init; }

    /// <summary>How devices are shared; goes with <see cref="Nodes"/>. Null: a device has one workload at a time.</summary>
    public DeviceSharing? Sharing { get; init; }
}

/// <summary>
/// <c>GET /api/site/orders?after={version}&amp;waitSeconds={s}</c>: the full set of jobs that the site should be running now (level-triggered:
/// what is absent should not run). The reply waits until the set is newer than <c>after</c> or the time is up.
/// </summary>
public sealed record SiteOrders(long Version, IReadOnlyList<JobOrder> Orders)
{
    /// <summary>All claims that the site should hold, level-triggered like the jobs; null where the centre orders none and the site may keep what it has.</summary>
    public IReadOnlyList<ReservationOrder>? Reservations { get; init; }

    /// <summary>Orders that a newer centre worded in a way that this reader does not know; the site keeps what it has of them and refuses what it has not. Never written.</summary>
    [JsonIgnore]
    public IReadOnlyList<UnreadableOrder> Unreadable { get; init; } = [];

    /// <summary>Running jobs whose log somebody is reading: the site answers with <c>POST /api/site/logs</c>. Null: nobody reads.</summary>
    public IReadOnlyList<JobKey>? LogsWanted { get; init; }
}

/// <summary>What could be read of an order that could not be read: whose it is, and <paramref name="Where"/> (a JSON path) its unknown word stands.</summary>
public sealed record UnreadableOrder(JobKey Job, FencingToken Token, string Where);

/// <summary>
/// One job that the site should have: start it if it is unknown, do nothing if it is known, refuse if the token is lower than one seen for this job.
/// <paramref name="TraceParent"/> (W3C) lets the site's start of the job join the trace that follows the workload.
/// </summary>
public sealed record JobOrder(
    JobKey Job,
    WorkloadId Workload,
    FencingToken Token,
    PoolId Pool,
    int GangMembers,
    Variant Variant,
    DateTimeOffset GrantedAt,
    string? TraceParent = null)
{
    /// <summary>Where each member is to sit, in a pool whose nodes the site declared; null leaves that to the site.</summary>
    public IReadOnlyList<MemberSeat>? Seats { get; init; }

    /// <summary>
    /// How the gang's members share out over pools of the site, <see cref="Pool"/> the first of them; null: all of them in that one. Only for pools that
    /// join gangs. It stays one job under one token: its devices in all parts are taken and given back together.
    /// </summary>
    public IReadOnlyList<GangPart>? Parts { get; init; }

    /// <summary>Null: the job is not to be interrupted.</summary>
    public CheckpointOrder? Checkpoint { get; init; }

    /// <summary>Higher than the last one taken: ask the running job for a checkpoint; it goes on. Null: none is asked for.</summary>
    public int? CheckpointNumber { get; init; }
}

/// <summary>
/// The job runs one stretch of a workload that can be interrupted: when it should stop, it is asked to and given time for a checkpoint. What it leaves in the folder that
/// <c>COMPUTENET_CHECKPOINT</c> names is kept for the workload's next job at this site, until a job of it ends by itself.
/// </summary>
/// <param name="ShareDone">The share of the work that earlier stretches did, 0–1.</param>
public sealed record CheckpointOrder(double ShareDone);

/// <summary>
/// What an adapter saw of one job. Terminal states are final: Succeeded, Failed, Stopped, Refused, Lost. Unknown is a word of a newer version: not final, and nothing
/// follows from it.
/// </summary>
public enum JobState { Unknown = -1, Starting, Running, Succeeded, Failed, Stopped, Refused, Lost }

/// <summary>
/// One sighting, with the adapter's own clock. <paramref name="Why"/> is the coded reason of Refused, Failed or Lost;
/// the log tail (at most 8192 characters, none of them U+0000) comes with a terminal state.
/// </summary>
public sealed record JobSighting(
    JobKey Job,
    FencingToken Token,
    JobState State,
    DateTimeOffset ObservedAt,
    DateTimeOffset? StartedAt = null,
    DateTimeOffset? FinishedAt = null,
    int? ExitCode = null,
    Refusal? Why = null,
    string? LogTail = null)
{
    /// <summary>
    /// How often the site's own scheduler has started this job anew after it had run (its node failed, it was preempted); the times are those of the newest run. No
    /// scheduler fences such a job: the copy before may have run on, so the centre puts a rising number on record as a double run. 0–1 000 000; null: it does not say.
    /// </summary>
    public int? Restarts { get; init; }
}

/// <summary>
/// <c>POST /api/site/sightings</c>: also the heartbeat (an empty list says "alive"). <paramref name="OrdersVersion"/> is the newest set of
/// orders that the agent has applied whole (0 before the first); <paramref name="KnownJobs"/> is every job that the site holds and has not
/// forgotten. At most 5 000 sightings, 50 000 known jobs and 8 MiB.
/// When that version is the current one, a leased job that is not known was lost, and one that should stop has stopped.
/// </summary>
public sealed record SightingReport(DateTimeOffset ObservedAt, long OrdersVersion, IReadOnlyList<JobSighting> Sightings, IReadOnlyList<JobKey> KnownJobs)
{
    /// <summary>How long the site's report before this one took, there and back, by its stopwatch: it bounds how far the two clocks can be apart. 0–3 600 000; null: not measured.</summary>
    public double? RoundTripMilliseconds { get; init; }

    /// <summary>Changes of reservations, and their ends until they are on record; null: none. At most 5 000.</summary>
    public IReadOnlyList<ReservationSighting>? Reservations { get; init; }
}

/// <summary>Which terminal jobs the centre has on record, so that the site may forget them, and which it has never ordered or has fenced off.</summary>
public sealed record SightingReceipt(IReadOnlyList<JobKey> Recorded, IReadOnlyList<JobKey> Stale)
{
    /// <summary>Of the stale jobs, those whose right was ended by a fence: whatever comes under a lower token is to be refused. Null: none.</summary>
    public IReadOnlyList<JobFence>? Fences { get; init; }

    /// <summary>Ends of reservations that are on record, or that the centre never ordered: the site may forget them. Null: none.</summary>
    public IReadOnlyList<ReservationKey>? RecordedReservations { get; init; }
}

/// <summary>A job must not run any more, and no order for it below <paramref name="Fence"/> counts.</summary>
public sealed record JobFence(JobKey Job, FencingToken Fence);
