using ComputeNet.Brain.Solvers;

namespace ComputeNet.Brain.Packing.Policies;

/// <summary>Any node and device that can take it, all equally likely; the same choices from the same seed.</summary>
public sealed class RandomFit(ulong seed) : IPlacementPolicy
{
    private readonly SeededChoice choice = new(seed);
    private readonly List<int[]> seats = [];
    private readonly List<(LiveState State, int Node)> fitting = [];

    public Seat? Choose(PackingBoard board, PackingRequest request)
    {
        fitting.Clear();
        foreach (var live in board.States)
        {
            if (live is null)
                continue;
            Seats.Of(live.State, request, seats);
            if (seats.Count > 0)
                fitting.AddRange(live.Nodes.Select(node => (live, node)));
        }
        if (fitting.Count == 0)
            return null;
        var (state, chosen) = fitting[choice.Below(fitting.Count)];
        Seats.Of(state.State, request, seats);
        return new(chosen, seats[choice.Below(seats.Count)]);
    }
}
