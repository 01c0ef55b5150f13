namespace ComputeNet.Benchmarks.OpenB;

/// <summary>What became of one arrival: the pod's number in the list, and the node with its device numbers, or no node.</summary>
public sealed record Decision(int Pod, string? Node, IReadOnlyList<int> Devices);
