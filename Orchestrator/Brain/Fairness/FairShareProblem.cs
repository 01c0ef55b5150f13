using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Fairness;

/// <summary>
/// Jobs that share devices of several models by time: what part of its time does each spend on which model, so that the one that fares
/// worst fares as well as it can, then the next worst, and so on? Faring is progress against an equal split of everything (Gavel, OSDI 2020, without space sharing).
/// </summary>
/// <param name="Supplies">The models, each once.</param>
public sealed record FairShareProblem(IReadOnlyList<DeviceSupply> Supplies, IReadOnlyList<FairShareJob> Jobs);

/// <summary>Devices of one model, wherever they are.</summary>
public sealed record DeviceSupply(AcceleratorModelId Model, int Devices);

/// <param name="Weight">What it is worth against others: one of weight 2 is owed twice the progress.</param>
/// <param name="Devices">That the gang holds while it runs; it runs whole, so a supply with fewer is of no use to it.</param>
/// <param name="Throughputs">Steps per second of the gang on each supply, in their order; 0 where it cannot run.</param>
public sealed record FairShareJob(WorkloadId Workload, double Weight, int Devices, IReadOnlyList<double> Throughputs);
