using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Services;

/// <summary>
/// A service as a transport problem: requests from client regions go to replicas at sites, by the hour. Costs are whole nano-yuan (10⁻⁹ ¥), because one
/// request per second costs little; a list of hours that is shorter than the horizon repeats.
/// </summary>
public sealed record ServiceProblem
{
    public required int Hours { get; init; }
    public required IReadOnlyList<ClientRegion> Clients { get; init; }
    public required IReadOnlyList<ServiceSite> Sites { get; init; }

    /// <summary>No request may travel longer, round trip.</summary>
    public required double LatencyLimitMilliseconds { get; init; }

    /// <summary>What each millisecond costs, per request per second and hour.</summary>
    public long NanoYuanPerMillisecond { get; init; }

    /// <summary>What it costs to leave one request per second unserved for an hour; serving that costs more is not worth it.</summary>
    public required long UnservedNanoYuan { get; init; }
}

/// <summary>Where requests come from.</summary>
/// <param name="RequestsPerSecond">The demand curve, per hour.</param>
/// <param name="MillisecondsTo">Round trip to each site, in the order of <see cref="ServiceProblem.Sites"/>; null is unknown, and then no promise can be made.</param>
public sealed record ClientRegion(PlaceId Place, IReadOnlyList<long> RequestsPerSecond, IReadOnlyList<double?> MillisecondsTo);

/// <summary>Where replicas can run.</summary>
/// <param name="RequestsPerSecondPerReplica">What one replica serves; at least 1.</param>
/// <param name="MostReplicas">Room, per hour.</param>
/// <param name="NanoYuanPerReplicaHour">Price and carbon of one replica, per hour.</param>
public sealed record ServiceSite(PoolId Pool, long RequestsPerSecondPerReplica, IReadOnlyList<long> MostReplicas, IReadOnlyList<long> NanoYuanPerReplicaHour);
