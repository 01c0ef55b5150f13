using ComputeNet.Contracts.Sites;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Problem;

/// <summary>A pool as the brain sees it in one round. A null figure is unknown, never zero; a negative or non-finite one counts as unknown.</summary>
public sealed record PoolSupply
{
    public required PoolId Pool { get; init; }
    public required SiteId Site { get; init; }
    public required RegionId Region { get; init; }

    /// <summary>ISO 3166-1 alpha-2.</summary>
    public required string Country { get; init; }

    public required Architecture Architecture { get; init; }
    public required AcceleratorModelId Model { get; init; }

    /// <summary>All devices of the pool, those already promised included.</summary>
    public required int Devices { get; init; }

    /// <summary>Memory of each device in MiB.</summary>
    public long? DeviceMemoryMebibytes { get; init; }

    /// <summary>What is already promised; it holds devices from now on.</summary>
    public IReadOnlyList<Commitment> Commitments { get; init; } = [];

    /// <summary>Yuan per device and hour.</summary>
    public decimal? PriceYuanPerDeviceHour { get; init; }
    public Provenance PriceProvenance { get; init; } = Provenance.Unknown;

    /// <summary>
    /// What each hour from <see cref="PlanningProblem.Now"/> multiplies the price by; null when every hour costs the same.
    /// A list shorter than the horizon repeats its last day.
    /// </summary>
    public IReadOnlyList<double>? PriceFactorByHour { get; init; }

    /// <summary>What each class multiplies the price by; a class that is absent pays the price itself. Null when every class does.</summary>
    public IReadOnlyDictionary<ServiceClass, double>? PriceFactorByClass { get; init; }

    /// <summary>
    /// Devices that others than the network use in each hour from <see cref="PlanningProblem.Now"/>; null: none. A list shorter than the horizon repeats
    /// its last day, and a slot has as many as the fullest hour that it touches.
    /// </summary>
    public IReadOnlyList<int>? ForeignDevicesByHour { get; init; }
    public Provenance? ForeignProvenance { get; init; }

    /// <summary>When the others' use was sensed; null: it is as declared. What is sensed and old includes a margin.</summary>
    public DateTimeOffset? ForeignAsOf { get; init; }

    /// <summary>Devices that are sick or being drained: nobody knows until when, so they are nobody's in every slot. Null: none.</summary>
    public int? UnusableDevices { get; init; }

    /// <summary>The site's cap: the network holds at most so many devices of the pool at once, those already promised included. Null: all.</summary>
    public int? MostDevices { get; init; }

    /// <summary>From then on what was sensed is too old to place by; null: it is not sensed, or never too old.</summary>
    public DateTimeOffset? ForeignLapsesAt { get; init; }

    /// <summary>Electrical power of one busy device, before the site's overhead.</summary>
    public double? WattsPerDevice { get; init; }
    public Provenance WattsProvenance { get; init; } = Provenance.Unknown;

    /// <summary>What each hour multiplies the power by (a cap at noon, cooling by night); null when every hour takes the same. A list shorter than the horizon repeats its last day.</summary>
    public IReadOnlyList<double>? PowerFactorByHour { get; init; }
    public Provenance? PowerFactorProvenance { get; init; }

    /// <summary>Power usage effectiveness of the site: facility power ÷ IT power, at least 1.</summary>
    public double? Pue { get; init; }
    public Provenance PueProvenance { get; init; } = Provenance.Unknown;

    /// <summary>
    /// Direct intensity of the grid, g CO₂e per kWh, one value per hour from <see cref="PlanningProblem.Now"/>.
    /// A list shorter than the horizon repeats its last day.
    /// </summary>
    public IReadOnlyList<double>? CarbonGramsPerKilowattHour { get; init; }
    public Provenance CarbonProvenance { get; init; } = Provenance.Unknown;

    /// <summary>By what share each hour's intensity may be off, where it is a forecast; null: it is none, or does not say. A list shorter than the horizon repeats its last day.</summary>
    public IReadOnlyList<double>? CarbonErrorByHour { get; init; }

    /// <summary>When the forecast was made.</summary>
    public DateTimeOffset? CarbonAsOf { get; init; }

    /// <summary>Round trips from the client places that the demands name.</summary>
    public IReadOnlyList<PlaceLatency> Latencies { get; init; } = [];

    /// <summary>What a gigabyte costs from the sites where data and checkpoints of the demands lie; from the own site it is nothing.</summary>
    public IReadOnlyList<SiteTransfer>? Transfers { get; init; }

    /// <summary>The share of its promises that the site keeps, 0 … 1.</summary>
    public double? Trust { get; init; }

    /// <summary>How that share is known; null: the network's policy states it. What is only assumed of a site without a record is charged, but no floor of trust is met by it.</summary>
    public Provenance? TrustProvenance { get; init; }

    /// <summary>What keeps tenants apart here; null is unknown.</summary>
    public Isolation? Isolation { get; init; }

    /// <summary>The country whose law binds the site's operator, ISO 3166-1 alpha-2; null is unknown.</summary>
    public string? OperatorCountry { get; init; }

    /// <summary>Times in which nothing may run here.</summary>
    public IReadOnlyList<Closure>? Closures { get; init; }

    /// <summary>Whether a gang may have members here and in other pools of the site that say the same; null is no.</summary>
    public bool? JoinsGangs { get; init; }

    /// <summary>Null when the site takes work; else why it does not (drained, unreachable, capped…).</summary>
    public Refusal? TakesNoWork { get; init; }

    /// <summary>
    /// The machines of the pool; null: it is a count. Nodes that do not add up to <see cref="Devices"/>, or of which two have one name, are not
    /// believed: the pool is a count then too.
    /// </summary>
    public IReadOnlyList<SiteNode>? Nodes { get; init; }

    /// <summary>How the devices of the nodes are shared; null: not at all.</summary>
    public DeviceSharing? Sharing { get; init; }

    /// <summary>
    /// Who sits on the nodes now. Whoever was promised its room is among the <see cref="Commitments"/> too, which say until when; a best-effort one holds
    /// its seats only until a promise needs them.
    /// </summary>
    public IReadOnlyList<SeatedWorkload>? Seated { get; init; }
}

/// <summary>
/// A workload that holds devices of the pool's nodes now. Without seats nobody knows which (it came before the site told its nodes): the brain then
/// assumes some, so that the room is not promised twice.
/// </summary>
public sealed record SeatedWorkload(WorkloadId Workload, ServiceClass Class, int Priority, DateTimeOffset Since, int Devices)
{
    public IReadOnlyList<MemberSeat>? Seats { get; init; }
}

/// <summary>
/// Devices of a pool that are somebody's until (about) an instant. Without <paramref name="From"/> they are held already, and hold slot 0 even when
/// that instant has passed: who has not let go is still there. With it they are booked from then on. What is booked past the horizon counts in its
/// last slot, which stands for all time after it: so list only bookings that a run of this problem could reach.
/// </summary>
public sealed record Commitment(int Devices, DateTimeOffset Until, DateTimeOffset? From = null)
{
    /// <summary>What it takes of a pool whose nodes share devices, if that is less than whole ones: 1000 is a device.</summary>
    public int? MilliDevices { get; init; }
}

/// <summary>A maintenance window of a pool or its site: no run may touch [from, to).</summary>
public sealed record Closure(DateTimeOffset From, DateTimeOffset To, string Reason);

/// <summary>Round trip between a client place and the pool's site; null is unknown.</summary>
public sealed record PlaceLatency(PlaceId Place, double? Milliseconds, Provenance Provenance);

/// <summary>Yuan per gigabyte from a site to the pool's; null is unknown.</summary>
public sealed record SiteTransfer(SiteId From, double? YuanPerGigabyte, Provenance Provenance)
{
    /// <summary>How fast the data comes, 10⁶ bytes per second. Null is unknown: as slow as the slowest that the problem knows; when it knows none, no time is counted.</summary>
    public double? MegabytesPerSecond { get; init; }
}
