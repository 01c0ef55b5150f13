using ComputeNet.Brain.Packing;

namespace ComputeNet.Brain.Problem;

/// <summary>The different nodes of a pool, each once and empty: what a member could ever sit on.</summary>
internal sealed class NodeKinds
{
    private readonly NodeState[] empty;

    internal NodeKinds(IReadOnlyList<Node> nodes)
    {
        var kinds = new List<NodeState>();
        foreach (var state in new PackingBoard(nodes).States)
        {
            if (state is not null)
                kinds.Add(state.State);
        }
        empty = [.. kinds];
    }

    internal bool CanHold(PackingRequest request)
    {
        var seats = new List<int[]>();
        foreach (var state in empty)
        {
            Seats.Of(state, request, seats);
            if (seats.Count > 0)
                return true;
        }
        return false;
    }
}
