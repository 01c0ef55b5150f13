namespace ComputeNet.Brain.Packing;

/// <summary>
/// Takes the seat with the best score. A score is kept for as long as its state lives, so that after a placement only the one node
/// that changed is scored anew.
/// </summary>
public sealed class ScoredPolicy(ISeatScore score) : IPlacementPolicy
{
    /// <summary>Shapes of requests whose scores are kept; beyond it all are forgotten and worked out anew.</summary>
    private const int KeptShapes = 4096;

    private readonly Dictionary<PackingRequest, Kept> byShape = [];
    private readonly List<int[]> seats = [];
    private PackingBoard? board;

    public Seat? Choose(PackingBoard board, PackingRequest request)
    {
        var kept = KeptOf(board, request);
        LiveState? best = null;
        var bestScore = long.MinValue;
        foreach (var live in board.States)
        {
            if (live is null)
                continue;
            if (kept.Stamps[live.Slot] != live.Stamp)
                Fill(kept, live, request);
            if (kept.Devices[live.Slot] is not null
                && (kept.Scores[live.Slot] > bestScore || kept.Scores[live.Slot] == bestScore && (best is null || live.First < best.First)))
                (best, bestScore) = (live, kept.Scores[live.Slot]);
        }
        return best is null ? null : new(best.First, kept.Devices[best.Slot]!);
    }

    private void Fill(Kept kept, LiveState live, PackingRequest request)
    {
        kept.Stamps[live.Slot] = live.Stamp;
        kept.Devices[live.Slot] = null;
        Seats.Of(live.State, request, seats);
        if (seats.Count == 0)
            return;
        var milli = Rounding.MilliOn(live.State.Kind.Example, request);
        var mebibytes = Seats.MebibytesOn(live.State, request, milli);
        var best = long.MinValue;
        foreach (var seat in seats)
        {
            var each = score.Of(live.State, live.State.Minus(request, seat, milli, mebibytes), request);
            if (kept.Devices[live.Slot] is not null && each.Devices <= best)
                continue;
            best = each.Devices;
            kept.Devices[live.Slot] = seat;
            kept.Scores[live.Slot] = each.Node;
        }
    }

    private Kept KeptOf(PackingBoard asked, PackingRequest request)
    {
        if (!ReferenceEquals(board, asked) || byShape.Count >= KeptShapes)
        {
            byShape.Clear();
            board = asked;
        }
        if (!byShape.TryGetValue(request, out var kept))
            byShape.Add(request, kept = new(asked.Nodes.Count + 1));
        return kept;
    }

    /// <summary>Scores of one shape, by slot of the state; no devices means that the state cannot take it.</summary>
    private sealed class Kept
    {
        internal Kept(int slots)
        {
            Stamps = new long[slots];
            Array.Fill(Stamps, -1);
            Scores = new long[slots];
            Devices = new int[slots][];
        }

        internal long[] Stamps { get; }
        internal long[] Scores { get; }
        internal int[]?[] Devices { get; }
    }
}
