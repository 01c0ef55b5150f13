namespace ComputeNet.Brain.Packing;

/// <summary>Nodes with what is left of each, one arrival at a time. Not for several threads. Nodes rank by their position in the list: it breaks ties.</summary>
public sealed class PackingBoard
{
    private readonly IReadOnlyList<Node> nodes;
    private readonly Dictionary<string, int> positions = [];
    private readonly LiveStates states;

    /// <exception cref="ArgumentException">Two nodes have the same id.</exception>
    public PackingBoard(IReadOnlyList<Node> nodes)
    {
        this.nodes = nodes;
        for (var position = 0; position < nodes.Count; position++)
            if (!positions.TryAdd(nodes[position].Id, position))
                throw new ArgumentException($"Node {nodes[position].Id} is given twice.", nameof(nodes));
        states = new([.. EmptyStates(nodes)]);
    }

    public IReadOnlyList<Node> Nodes => nodes;

    /// <summary>The different states that nodes are in; null where a slot is free.</summary>
    public ReadOnlySpan<LiveState?> States => states.Slots;

    public NodeState StateOf(string node) => states.Of(PositionOf(node));

    /// <summary>Places the request where the policy likes it best; refuses only when no node can take it.</summary>
    public PackingAnswer Place(IPlacementPolicy policy, PackingRequest request)
    {
        if (request.Nonsense() is { } nonsense)
            return new PackingAnswer.Refused(PackingRefusal.Invalid(nonsense));
        if (policy.Choose(this, request) is not { } seat)
            return new PackingAnswer.Refused(PackingRefusal.NoRoom(this, request));
        var state = states.Of(seat.Node);
        var milli = Rounding.MilliOn(state.Kind.Example, request);
        int? mebibytes = state.MebibytesLeft.IsEmpty ? null : Seats.MebibytesOn(state, request, milli);
        states.Move(seat.Node, state.Minus(request, seat.Devices, milli, mebibytes ?? 0));
        return new PackingAnswer.Placed(new(
            nodes[seat.Node].Id, request, seat.Devices, milli, request.Devices == 0 ? 0 : milli - request.MilliPerDevice, mebibytes));
    }

    /// <summary>Takes what a placement of earlier holds.</summary>
    /// <exception cref="InvalidOperationException">The node is unknown, or has not that much left.</exception>
    public void Hold(NodePlacement placement)
    {
        if (!CanHold(placement))
            throw new InvalidOperationException($"Node {placement.Node} has not enough left for {placement.Request} on devices {string.Join(", ", placement.Devices)}.");
        Move(placement, 1);
    }

    /// <exception cref="InvalidOperationException">The node is unknown.</exception>
    public bool CanHold(NodePlacement placement)
    {
        var state = StateOf(placement.Node);
        return state.MilliCpuLeft >= placement.Request.MilliCpu && state.MemoryLeft >= placement.Request.MemoryMebibytes
            && placement.Devices.Distinct().Count() == placement.Devices.Count
            && placement.Devices.All(device => device >= 0 && device < state.MilliLeft.Length
                && Seats.Takes(state, device, placement.MilliPerDevice, placement.MebibytesPerDevice ?? 0));
    }

    /// <summary>Gives back what a placement held.</summary>
    public void Release(NodePlacement placement) => Move(placement, -1);

    private void Move(NodePlacement placement, int times)
    {
        var position = PositionOf(placement.Node);
        states.Move(position, states.Of(position).Minus(
            placement.Request, placement.Devices.ToArray(), placement.MilliPerDevice, placement.MebibytesPerDevice ?? 0, times));
    }

    private int PositionOf(string node) =>
        positions.TryGetValue(node, out var position) ? position : throw new InvalidOperationException($"There is no node {node}.");

    private static IEnumerable<NodeState> EmptyStates(IReadOnlyList<Node> nodes)
    {
        var kinds = new List<NodeKind>();
        foreach (var node in nodes)
        {
            var kind = kinds.Find(known => known.Holds(node));
            if (kind is null)
                kinds.Add(kind = new(node, kinds.Count));
            yield return NodeState.Empty(node, kind);
        }
    }
}
