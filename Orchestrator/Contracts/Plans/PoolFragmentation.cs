using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Contracts.Plans;

/// <summary>What a round leaves on the machines of a pool.</summary>
/// <param name="Nodes">Machines of the pool.</param>
/// <param name="Devices">Devices of all of them.</param>
/// <param name="MilliLeft">Milli-devices that nobody holds; 1000 is a device.</param>
/// <param name="MilliUnusable">Of these, what an average request of the round could not use: its device, processors or memory do not fit (Weng et al. 2023).</param>
public sealed record PoolFragmentation(PoolId Pool, int Nodes, int Devices, long MilliLeft, long MilliUnusable);
