using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Contracts.Workloads;

/// <summary>
/// How fast the whole gang of a variant works on one device model, in steps per second, and how that is known: measured, stated or assumed.
/// </summary>
public sealed record Throughput(AcceleratorModelId Model, double StepsPerSecond, Basis Basis);
