using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Contracts.Services;

/// <summary>
/// The answer: replicas and who they serve in every hour, and the pools that cannot take part with the reason. Joint cost is what was minimised: compute,
/// carbon and latency at the policy's prices, and what is unserved at its penalty; no plan costs less than the bound.
/// </summary>
public sealed record ServicePlanView(
    DateTimeOffset AsOf, IReadOnlyList<ServiceHourView> Hours, IReadOnlyList<RefusedPoolView> RefusedPools, decimal ComputeYuan, double CarbonGrams,
    decimal JointYuan, decimal BoundYuan, double Gap, string Solver);

/// <summary>One hour: replicas by pool, the streams of requests that they serve, and what stays unserved.</summary>
public sealed record ServiceHourView(
    DateTimeOffset From, IReadOnlyList<ReplicasAt> Replicas, IReadOnlyList<ServedStream> Served, IReadOnlyList<UnservedRequests> Unserved,
    decimal ComputeYuan, double CarbonGrams, decimal JointYuan, decimal BoundYuan);

/// <summary>Replicas in a pool for an hour, all of one variant, with their devices together (fractions where the pool shares devices), ¥ and g CO₂e.</summary>
public sealed record ReplicasAt(
    SiteId Site, PoolId Pool, int VariantIndex, Architecture Architecture, AcceleratorModelId Model, long Replicas, double Devices, decimal ComputeYuan, double CarbonGrams);

/// <summary>Requests per second of a region that a pool serves, and their round trip.</summary>
public sealed record ServedStream(PlaceId Place, SiteId Site, PoolId Pool, double RequestsPerSecond, double Milliseconds);

/// <summary>Requests per second of a region that nobody serves, and why.</summary>
public sealed record UnservedRequests(PlaceId Place, double RequestsPerSecond, Refusal Why);

/// <summary>A pool in which no replica may run, and the first rule that says so.</summary>
public sealed record RefusedPoolView(SiteId Site, PoolId Pool, Refusal Why);
