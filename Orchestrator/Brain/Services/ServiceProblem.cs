using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Services;

/// <summary>
/// A service as a transport problem: requests from client regions go to replicas at sites, by the hour. Requests are counted in thousandths per second
/// (a large model serves less than one), costs in whole nano-yuan (10⁻⁹ ¥). A list of hours that is shorter than the horizon repeats.
/// </summary>
public sealed record ServiceProblem
{
    public required int Hours { get; init; }
    public required IReadOnlyList<ClientRegion> Clients { get; init; }
    public required IReadOnlyList<ServiceSite> Sites { get; init; }

    /// <summary>No request may travel longer, round trip.</summary>
    public required double LatencyLimitMilliseconds { get; init; }

    /// <summary>What each millisecond of round trip costs, per milli-request per second and hour.</summary>
    public double NanoYuanPerMillisecond { get; init; }

    /// <summary>What it costs to leave one milli-request per second unserved for an hour; serving that costs more is not worth it.</summary>
    public required long UnservedNanoYuan { get; init; }
}

/// <summary>Where requests come from.</summary>
/// <param name="MilliRequests">The demand curve: milli-requests per second, per hour.</param>
/// <param name="MillisecondsTo">Round trip to each site, in the order of <see cref="ServiceProblem.Sites"/>; null is unknown, and then no promise can be made.</param>
public sealed record ClientRegion(PlaceId Place, IReadOnlyList<long> MilliRequests, IReadOnlyList<double?> MillisecondsTo);

/// <summary>Where replicas can run.</summary>
/// <param name="MilliRequestsPerReplica">What one replica serves, per second; at least 1.</param>
/// <param name="MostReplicas">Room, per hour.</param>
/// <param name="NanoYuanPerReplicaHour">Price and carbon of one replica, per hour.</param>
public sealed record ServiceSite(PoolId Pool, long MilliRequestsPerReplica, IReadOnlyList<long> MostReplicas, IReadOnlyList<long> NanoYuanPerReplicaHour);
