using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Contracts.Workloads;

/// <summary>
/// A tenant's intent: run this once, wherever and on whatever is best. <c>POST /api/workloads</c>; the same body to
/// <c>POST /api/workloads/preview</c> answers the candidate table and stores nothing.
/// </summary>
public sealed record SubmitWorkload
{
    /// <summary>For people; one line of 1–100 characters, not only blanks.</summary>
    public required string Name { get; init; }

    /// <summary>One per architecture that the program exists for; 1–8. The brain picks one.</summary>
    public required IReadOnlyList<Variant> Variants { get; init; }

    /// <summary>Members that start together or not at all; 1–1024. One is an ordinary workload.</summary>
    public int GangMembers { get; init; } = 1;

    /// <summary>How far the members may stand apart; null: all in one pool. Over several pools of a site a gang runs as long as on the slowest of their models.</summary>
    public GangSpan? GangSpan { get; init; }

    public PlacementWishes Placement { get; init; } = new();

    /// <summary>0 (may wait) to 100 (goes first).</summary>
    public int Priority { get; init; } = 50;

    /// <summary>How it may be interrupted and go on later; null: it runs in one piece.</summary>
    public Interruptible? Interruptible { get; init; }

    /// <summary>Only an operator may submit for another tenant; a tenant leaves it out.</summary>
    public TenantId? Tenant { get; init; }
}

/// <summary>The program for one architecture, what each gang member of it needs, and how long it runs there.</summary>
public sealed record Variant
{
    public required Architecture Architecture { get; init; }

    /// <summary>A particular device model, or any model of the architecture.</summary>
    public AcceleratorModelId? Model { get; init; }

    /// <summary>Whole devices (accelerators, or cores of the cpu architecture) per gang member; 1–4096.</summary>
    public required int DevicesPerMember { get; init; }

    /// <summary>Memory each device must have, in MiB (1 – 2³⁰); null when it does not matter.</summary>
    public long? DeviceMemoryMebibytes { get; init; }

    /// <summary>Expected run time in seconds, if known; at most the time limit. Unknown is planned as the time limit and shown as an assumption.</summary>
    public long? ExpectedSeconds { get; init; }

    /// <summary>The site ends the job after this many seconds; 1 s – 30 days.</summary>
    public required long TimeLimitSeconds { get; init; }

    /// <summary>
    /// The device model for which <see cref="ExpectedSeconds"/> and <see cref="TimeLimitSeconds"/> are told; on another one both follow
    /// <see cref="Throughput"/>, else the peak speeds of the two models, marked as assumed. Null: both are the same on every model.
    /// </summary>
    public AcceleratorModelId? ReferenceModel { get; init; }

    /// <summary>Steps of the whole run (iterations, samples, tokens: the tenant's own unit); goes with <see cref="Throughput"/>.</summary>
    public double? Steps { get; init; }

    /// <summary>Speeds on the models where they are known, at most 64; the run time there is steps ÷ speed. Elsewhere it is scaled from the best known one.</summary>
    public IReadOnlyList<Throughput>? Throughput { get; init; }

    /// <summary>
    /// The container image that has the program, for sites that run containers: a reference of at most 500 characters without blanks, best by digest. Null:
    /// the site's own image of the architecture, if it has one. Sites that run processes do not look at it.
    /// </summary>
    public string? Image { get; init; }

    /// <summary>Program and arguments, no shell; 1–64 items of at most 4096 characters, without control characters except line breaks and tabs.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>
    /// Environment of the process, and all of it: nothing is inherited from the site. At most 128 variables; names of 1–100 letters, digits and
    /// underscores, not beginning with a digit; values of at most 4096 characters.
    /// </summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Host memory limit per member in MiB (1 – 2³⁰); null leaves the site's own limit.</summary>
    public long? MemoryLimitMebibytes { get; init; }

    /// <summary>
    /// The share of each device that it needs, in milli-devices, 1–1000; null: whole devices. Where devices are not shared it gets, and pays, whole
    /// ones. <see cref="DeviceMemoryMebibytes"/> then is the memory that the share has.
    /// </summary>
    public int? MilliPerDevice { get; init; }

    /// <summary>The least separation from strangers on the same device; null is content with any. A pool that offers less gives whole devices.</summary>
    public DeviceIsolation? DeviceIsolation { get; init; }

    /// <summary>Processor time per member in thousandths of a core, beside its devices; only places that know their nodes count it.</summary>
    public int? MilliCoresPerMember { get; init; }

    /// <summary>All devices of a member from one interconnect island.</summary>
    public bool? OneIsland { get; init; }

    /// <summary>What it is promised; null is <see cref="ServiceClass.Guaranteed"/>.</summary>
    public ServiceClass? Class { get; init; }
}

/// <summary>
/// Hard limits on where and when. Everything is optional; what is absent does not constrain. Instants are in the years 2000–2099; lists have at
/// most 250 items.
/// </summary>
public sealed record PlacementWishes
{
    public DateTimeOffset? EarliestStart { get; init; }

    /// <summary>Must be finished by then; after the earliest start.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>Should be finished by then: every hour later costs what the policy says, but forbids nothing.</summary>
    public DateTimeOffset? DueBy { get; init; }

    /// <summary>Residency: ISO 3166-1 alpha-2 country codes; empty allows every country.</summary>
    public IReadOnlyList<string> AllowedCountries { get; init; } = [];

    /// <summary>Empty allows every region.</summary>
    public IReadOnlyList<RegionId> AllowedRegions { get; init; } = [];

    public IReadOnlyList<SiteId> AllowedSites { get; init; } = [];
    public IReadOnlyList<SiteId> DeniedSites { get; init; } = [];

    /// <summary>Where the users of the workload are; latency is counted from here. Null: latency neither limits nor costs.</summary>
    public PlaceId? ClientPlace { get; init; }

    /// <summary>Round trip in milliseconds from <see cref="ClientPlace"/>, which it needs; 0.1 – 60 000.</summary>
    public double? MaxLatencyMilliseconds { get; init; }

    /// <summary>The least share of its promises that a site must have kept, 0–1; a site that has not earned any trust yet does not pass.</summary>
    public double? MinTrust { get; init; }

    /// <summary>The least that must keep other tenants' programs apart; a pool that does not say passes none.</summary>
    public Isolation? MinIsolation { get; init; }

    /// <summary>Sovereignty: the countries whose law may bind the site's operator, ISO 3166-1 alpha-2; null or empty allows every one.</summary>
    public IReadOnlyList<string>? AllowedOperatorCountries { get; init; }

    /// <summary>Workloads that it must share a site with, wherever and whenever both are placed.</summary>
    public IReadOnlyList<WorkloadId>? Together { get; init; }

    /// <summary>Workloads that it must not share a site with.</summary>
    public IReadOnlyList<WorkloadId>? Apart { get; init; }

    /// <summary>The data that the workload reads; null or empty: none that matters.</summary>
    public IReadOnlyList<DataSet>? Data { get; init; }
}
