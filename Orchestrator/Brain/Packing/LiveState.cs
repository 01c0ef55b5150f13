namespace ComputeNet.Brain.Packing;

/// <summary>A state that one or more nodes are in right now.</summary>
public sealed class LiveState
{
    private readonly SortedSet<int> nodes = [];

    internal LiveState(NodeState state, int slot, long stamp)
    {
        State = state;
        Slot = slot;
        Stamp = stamp;
    }

    public NodeState State { get; }

    /// <summary>A small number of its own while it lives; scores are kept by it.</summary>
    public int Slot { get; }

    /// <summary>Never used twice: tells a kept score of this state from one of a former holder of the slot.</summary>
    public long Stamp { get; }

    /// <summary>Position of the first node in this state.</summary>
    public int First { get; private set; } = int.MaxValue;

    /// <summary>Positions of the nodes in this state, ascending.</summary>
    public IReadOnlyCollection<int> Nodes => nodes;

    internal void Add(int node)
    {
        nodes.Add(node);
        First = Math.Min(First, node);
    }

    internal bool Remove(int node)
    {
        nodes.Remove(node);
        First = nodes.Count == 0 ? int.MaxValue : nodes.Min;
        return nodes.Count == 0;
    }
}
