using ComputeNet.Brain.Packing;
using ComputeNet.Brain.Packing.Policies;
using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Plans;

/// <summary>
/// What those who sit there and a plan's placements leave on the nodes of the pools that know theirs, at the start of the round. Later starts have no
/// seats yet: what leaves until then is not known by device. Not for several threads at once.
/// </summary>
internal sealed class NodesLeft
{
    private readonly PlanningCase @case;
    private readonly PackingBoard?[] boards;
    private readonly ScoredPolicy?[] policies;
    private readonly Dictionary<Architecture, RequestMix> mixes = [];

    private NodesLeft(PlanningCase @case)
    {
        this.@case = @case;
        boards = new PackingBoard?[@case.Pools.Count];
        policies = new ScoredPolicy?[@case.Pools.Count];
        foreach (var pool in @case.Pools)
        {
            if (pool.Nodes is { } nodes)
                Seat(pool, boards[pool.Index] = new PackingBoard(nodes));
        }
    }

    /// <summary>Null when no pool knows its nodes.</summary>
    internal static NodesLeft? Of(PlanningCase @case) => @case.HasNodes ? new NodesLeft(@case) : null;

    internal PackingBoard? BoardOf(PoolFacts pool) => boards[pool.Index];

    /// <summary>The expected requests of the pool's architecture: those of the problem's demands.</summary>
    internal RequestMix MixFor(PoolFacts pool)
    {
        var architecture = pool.Supply.Architecture;
        if (!mixes.TryGetValue(architecture, out var mix))
        {
            mixes[architecture] = mix = RequestMix.Of(@case.Demands.SelectMany(d => d.Variants.Select(v => v.Variant))
                .Where(v => v.Architecture == architecture).Select(MemberRequest.Of).Where(r => r.Nonsense() is null));
        }
        return mix;
    }

    /// <summary>Seats every member of the gang, or none: then <paramref name="refusal"/> says what the nodes lack.</summary>
    internal IReadOnlyList<MemberSeat>? TrySeat(in Candidacy candidate, out PackingRefusal? refusal)
    {
        var (board, asked, request) = (boards[candidate.Pool.Index]!, candidate.Variant.Variant.MilliPerDevice ?? Node.Whole, MemberRequest.Of(candidate));
        var policy = policies[candidate.Pool.Index] ??= new ScoredPolicy(new DirectedWorth(MixFor(candidate.Pool)));
        var placed = new List<NodePlacement>();
        refusal = null;
        for (var member = 0; member < candidate.Demand.Demand.GangMembers && refusal is null; member++)
        {
            switch (board.Place(policy, request))
            {
                case PackingAnswer.Placed { Placement: var placement }:
                    placed.Add(placement);
                    break;
                case PackingAnswer.Refused { Refusal: var no }:
                    refusal = no;
                    break;
            }
        }
        if (refusal is null)
            return [.. placed.Select(p => new MemberSeat(p.Node, p.Devices, p.MilliPerDevice, p.MilliPerDevice - asked, p.MebibytesPerDevice, request.MilliCpu, request.MemoryMebibytes))];
        foreach (var placement in placed)
            board.Release(placement);
        return null;
    }

    /// <summary>The seats that it would get in a start; null where it needs none. Nothing is taken.</summary>
    internal IReadOnlyList<MemberSeat>? SeatsFor(in Candidacy candidate, int startSlot)
    {
        if (startSlot > 0 || boards[candidate.Pool.Index] is null || TrySeat(candidate, out _) is not { } seats)
            return null;
        Release(candidate.Pool, seats);
        return seats;
    }

    /// <summary>What the nodes lack for it now; null when it could sit. Nothing is taken.</summary>
    internal PackingRefusal? Refuses(in Candidacy candidate)
    {
        if (boards[candidate.Pool.Index] is null)
            return null;
        if (TrySeat(candidate, out var refusal) is { } seats)
            Release(candidate.Pool, seats);
        return refusal;
    }

    internal void Release(PoolFacts pool, IReadOnlyList<MemberSeat> seats)
    {
        foreach (var seat in seats)
            boards[pool.Index]?.Release(PlacementOf(seat));
    }

    /// <summary>Takes the seats of a placement; false, and nothing taken, when the nodes have not that much left.</summary>
    internal bool TryTake(PoolFacts pool, IReadOnlyList<MemberSeat> seats) => boards[pool.Index] is not { } board || TryHold(pool, board, seats);

    private static bool TryHold(PoolFacts pool, PackingBoard board, IReadOnlyList<MemberSeat> seats)
    {
        for (var held = 0; held < seats.Count; held++)
        {
            var placement = PlacementOf(seats[held]);
            if (pool.Nodes!.Any(n => n.Id == placement.Node) && placement is { MilliPerDevice: > 0, Request: { MilliCpu: >= 0, MemoryMebibytes: >= 0 } } && board.CanHold(placement))
                board.Hold(placement);
            else
            {
                foreach (var taken in seats.Take(held))
                    board.Release(PlacementOf(taken));
                return false;
            }
        }
        return true;
    }

    /// <summary>Those whose seats are known first; the others get whole devices somewhere, as many as there is room for.</summary>
    private static void Seat(PoolFacts pool, PackingBoard board)
    {
        var nowhere = new List<SeatedWorkload>();
        foreach (var seated in pool.Supply.Seated ?? [])
        {
            if (seated.Seats is not { } seats || !TryHold(pool, board, seats))
                nowhere.Add(seated);
        }
        var device = new PackingRequest { MilliCpu = 0, MemoryMebibytes = 0, Devices = 1 };
        var firstFit = new ScoredPolicy(new FirstFit());
        foreach (var seated in nowhere)
        {
            for (var count = 0; count < seated.Devices && board.Place(firstFit, device) is PackingAnswer.Placed; count++)
            {
            }
        }
    }

    private static NodePlacement PlacementOf(MemberSeat seat) => new(
        seat.Node,
        new PackingRequest { MilliCpu = seat.MilliCores, MemoryMebibytes = seat.MemoryMebibytes, Devices = seat.Devices.Count, MilliPerDevice = seat.MilliPerDevice },
        seat.Devices, seat.MilliPerDevice, seat.RoundedUpBy, seat.MebibytesPerDevice);

    /// <summary>Every seat is as good as another: the first node with room is taken.</summary>
    private sealed class FirstFit : ISeatScore
    {
        public SeatScore Of(NodeState before, NodeState after, PackingRequest request) => new(0, 0);
    }
}
