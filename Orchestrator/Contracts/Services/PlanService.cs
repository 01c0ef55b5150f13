using ComputeNet.Contracts.Vocabulary;
using ComputeNet.Contracts.Workloads;

namespace ComputeNet.Contracts.Services;

/// <summary>
/// A service that answers requests from several regions: how many replicas, where, hour by hour? <c>POST /api/services/plan</c> answers over the
/// network as it is, and stores and starts nothing.
/// </summary>
public sealed record PlanService
{
    public const int MostHours = 48;
    public const int MostRegions = 50;

    /// <summary>What one replica is on each architecture that the program exists for; 1–8.</summary>
    public required IReadOnlyList<ReplicaVariant> Variants { get; init; }

    /// <summary>Where the requests come from, and how many; 1–50.</summary>
    public required IReadOnlyList<RequestRegion> Regions { get; init; }

    /// <summary>No request may travel longer, round trip.</summary>
    public required double MaxLatencyMilliseconds { get; init; }

    /// <summary>What a thousand unserved requests cost; serving them dearer than that is not worth it.</summary>
    public required decimal UnservedYuanPerThousand { get; init; }

    /// <summary>Hours from now, 1–48; fewer where the network's horizon is shorter.</summary>
    public int Hours { get; init; } = 24;

    /// <summary>Where replicas may run: the same wishes as those of a workload, but for the client place, which is each region's.</summary>
    public PlacementWishes Placement { get; init; } = new();

    /// <summary>Only an operator may plan for another tenant; a tenant leaves it out.</summary>
    public TenantId? Tenant { get; init; }
}

/// <summary>One replica on one architecture: its whole devices, and how many requests per second it serves on each model where that is known. On other models it does not run.</summary>
public sealed record ReplicaVariant(Architecture Architecture, int Devices, IReadOnlyList<RequestRate> Rates)
{
    /// <summary>Memory each device must have, in MiB; null when it does not matter.</summary>
    public long? DeviceMemoryMebibytes { get; init; }
}

/// <summary>Requests per second of one replica on a device model, and how that is known: measured, stated or assumed.</summary>
public sealed record RequestRate(AcceleratorModelId Model, double RequestsPerSecond, Basis Basis);

/// <summary>Requests per second from a place, hour by hour from now; a list shorter than the hours asked for repeats.</summary>
public sealed record RequestRegion(PlaceId Place, IReadOnlyList<double> RequestsPerSecond);
