namespace ComputeNet.Brain.Packing;

/// <summary>Decides where one arrival goes, from what is left now: no look-ahead, no migration.</summary>
public interface IPlacementPolicy
{
    /// <summary>Null only when no node can take the request.</summary>
    Seat? Choose(PackingBoard board, PackingRequest request);
}

/// <summary>A node by position, and devices on it, ascending.</summary>
public sealed record Seat(int Node, int[] Devices);
