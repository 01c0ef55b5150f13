namespace ComputeNet.Brain.Packing;

/// <summary>How good it is that a node goes from one state to another. Depends on nothing else, so that a score is worked out once per state and shape of request.</summary>
public interface ISeatScore
{
    SeatScore Of(NodeState before, NodeState after, PackingRequest request);
}

/// <param name="Node">Compares nodes; higher is better, the earlier node wins a tie.</param>
/// <param name="Devices">Compares devices within a node; higher is better, the lower number wins a tie.</param>
public readonly record struct SeatScore(long Node, long Devices);
