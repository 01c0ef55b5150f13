using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Services;

/// <summary>A service as a tenant describes it.</summary>
public sealed record ServiceWish
{
    /// <summary>
    /// One replica: its variants with their throughput (here: requests per second) per device model, and where it may run. Filters judge it like any demand.
    /// </summary>
    public required Demand Replica { get; init; }

    public required IReadOnlyList<ServiceClients> Clients { get; init; }

    public required double LatencyLimitMilliseconds { get; init; }

    /// <summary>What an unserved request costs, in yuan per thousand; serving dearer than that is not worth it.</summary>
    public required decimal UnservedYuanPerThousand { get; init; }
}

/// <summary>Requests per second from a place, per hour from now; a list shorter than the horizon repeats.</summary>
public sealed record ServiceClients(PlaceId Place, IReadOnlyList<double> RequestsPerSecond);

/// <summary>The transport problem of a service, and the pools that are no part of it with the reason.</summary>
/// <param name="Replicas">What a replica is in each site of the problem, in its order.</param>
public sealed record ServiceOffer(ServiceProblem Problem, IReadOnlyList<RefusedPool> Refused, IReadOnlyList<ReplicaOffer> Replicas);

/// <summary>One replica in a pool: the variant that serves a request cheapest there, its devices (thousandths where they are shared), and what an hour of it takes, unweighted and hour by hour.</summary>
public sealed record ReplicaOffer(
    SiteId Site, PoolId Pool, int VariantIndex, AcceleratorModelId Model, Architecture Architecture, double Devices, IReadOnlyList<double> YuanPerHour, IReadOnlyList<double> GramsPerHour);

/// <summary>Why no replica runs in a pool: the first rule that refuses its last variant, or an unknown throughput.</summary>
public sealed record RefusedPool(PoolId Pool, Refusal Why);
