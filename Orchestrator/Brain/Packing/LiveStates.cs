namespace ComputeNet.Brain.Packing;

/// <summary>The nodes grouped by state: a thousand nodes are in a few hundred states, so a decision looks at hundreds.</summary>
internal sealed class LiveStates
{
    private readonly Dictionary<NodeState, LiveState> byState = [];
    private readonly LiveState[] ofNode;
    private readonly LiveState?[] slots;
    private readonly PriorityQueue<int, int> freeSlots = new();
    private long stamps;
    private int used;

    internal LiveStates(IReadOnlyList<NodeState> nodes)
    {
        ofNode = new LiveState[nodes.Count];
        slots = new LiveState?[nodes.Count + 1];
        for (var node = 0; node < nodes.Count; node++)
            ofNode[node] = Join(nodes[node], node);
    }

    internal ReadOnlySpan<LiveState?> Slots => slots.AsSpan(0, used);

    internal NodeState Of(int node) => ofNode[node].State;

    internal void Move(int node, NodeState to)
    {
        var from = ofNode[node];
        if (from.State.Equals(to))
            return;
        ofNode[node] = Join(to, node);
        if (!from.Remove(node))
            return;
        byState.Remove(from.State);
        slots[from.Slot] = null;
        freeSlots.Enqueue(from.Slot, from.Slot);
    }

    private LiveState Join(NodeState state, int node)
    {
        if (!byState.TryGetValue(state, out var live))
        {
            live = new(state, freeSlots.Count > 0 ? freeSlots.Dequeue() : used++, stamps++);
            byState.Add(state, live);
            slots[live.Slot] = live;
        }
        live.Add(node);
        return live;
    }
}
