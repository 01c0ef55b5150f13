using ComputeNet.Brain.Packing;
using ComputeNet.Brain.Packing.Policies;
using ComputeNet.Brain.Problem;
using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Plans;

/// <summary>Where the members of a gang sit, and who gives way for that, in the order of eviction; null: nobody.</summary>
internal sealed record NodeSeats(IReadOnlyList<MemberSeat> Members, IReadOnlyList<WorkloadId>? Evicts)
{
    /// <summary>Of a placement; null where it has no seats.</summary>
    internal static NodeSeats? Of(Placement placement) => placement.Seats is { } seats ? new NodeSeats(seats, placement.Evicts) : null;
}

/// <summary>
/// What those who sit there and a plan's placements leave on the nodes of the pools that know theirs, at the start of the round. Later starts have no
/// seats yet: what leaves until then is not known by device. Not for several threads at once.
/// </summary>
internal sealed class NodesLeft
{
    private readonly PlanningCase @case;
    private readonly PackingBoard?[] boards;
    private readonly ScoredPolicy?[] policies;
    private readonly List<SeatedWorkload>[] yielding;

    private NodesLeft(PlanningCase @case)
    {
        this.@case = @case;
        boards = new PackingBoard?[@case.Pools.Count];
        policies = new ScoredPolicy?[@case.Pools.Count];
        yielding = [.. @case.Pools.Select(_ => new List<SeatedWorkload>())];
        foreach (var pool in @case.Pools)
        {
            if (pool.Nodes is { } nodes)
                yielding[pool.Index] = Seat(pool, boards[pool.Index] = new PackingBoard(nodes));
        }
    }

    /// <summary>Null when no pool knows its nodes.</summary>
    internal static NodesLeft? Of(PlanningCase @case) => @case.HasNodes ? new NodesLeft(@case) : null;

    internal PackingBoard? BoardOf(PoolFacts pool) => boards[pool.Index];

    /// <summary>
    /// Seats every member of the gang, or none: then <paramref name="refusal"/> says what the nodes lack. Where there is no room, best-effort residents
    /// give way to whoever was promised more, in the order of eviction and none who could stay.
    /// </summary>
    internal NodeSeats? TrySeat(in Candidacy candidate, out PackingRefusal? refusal)
    {
        if (TryPeacefully(candidate, out refusal) is { } peaceful)
            return new NodeSeats(peaceful, null);
        var (board, residents) = (boards[candidate.Pool.Index]!, yielding[candidate.Pool.Index]);
        if (residents.Count == 0 || candidate.Variant.Variant.Class == ServiceClass.BestEffort)
            return null;
        var (order, gone, seats) = (Evictions.Order(residents), new List<SeatedWorkload>(), default(IReadOnlyList<MemberSeat>));
        foreach (var resident in order)
            Lift(board, resident);
        var isEnough = TryPeacefully(candidate, out _) is { } ifAllGo && Returned(candidate.Pool, ifAllGo);
        foreach (var resident in order)
            TryHold(candidate.Pool, board, resident.Seats!);
        if (!isEnough)
            return null;
        foreach (var resident in order)
        {
            Lift(board, resident);
            gone.Add(resident);
            if ((seats = TryPeacefully(candidate, out _)) is not null)
                break;
        }
        // The most important first: whoever leaves room enough comes back.
        for (var last = gone.Count - 1; last >= 0; last--)
        {
            Release(candidate.Pool, seats!);
            TryHold(candidate.Pool, board, gone[last].Seats!);
            if (TryPeacefully(candidate, out _) is { } spared)
            {
                seats = spared;
                gone.RemoveAt(last);
                continue;
            }
            Lift(board, gone[last]);
            seats = TryPeacefully(candidate, out _);
        }
        residents.RemoveAll(gone.Contains);
        refusal = null;
        return new NodeSeats(seats!, gone.Count == 0 ? null : [.. gone.Select(g => g.Workload)]);
    }

    private bool Returned(PoolFacts pool, IReadOnlyList<MemberSeat> seats)
    {
        Release(pool, seats);
        return true;
    }

    /// <summary>The same where nobody goes.</summary>
    private List<MemberSeat>? TryPeacefully(in Candidacy candidate, out PackingRefusal? refusal)
    {
        var (board, asked, request) = (boards[candidate.Pool.Index]!, candidate.Variant.Variant.MilliPerDevice ?? Node.Whole, MemberRequest.Of(candidate));
        var policy = policies[candidate.Pool.Index] ??= new ScoredPolicy(new DirectedWorth(@case.Expected.In(candidate.Pool)));
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
    internal NodeSeats? SeatsFor(in Candidacy candidate, int startSlot)
    {
        if (startSlot > 0 || boards[candidate.Pool.Index] is null || TrySeat(candidate, out _) is not { } seats)
            return null;
        GiveBack(candidate.Pool, seats);
        return seats;
    }

    /// <summary>What the nodes lack for it now; null when it could sit. Nothing is taken.</summary>
    internal PackingRefusal? Refuses(in Candidacy candidate)
    {
        if (boards[candidate.Pool.Index] is null)
            return null;
        if (TrySeat(candidate, out var refusal) is { } seats)
            GiveBack(candidate.Pool, seats);
        return refusal;
    }

    /// <summary>Gives the seats back, and whoever went for them comes back too, as far as there is room.</summary>
    internal void GiveBack(PoolFacts pool, NodeSeats seats)
    {
        if (boards[pool.Index] is not { } board)
            return;
        Release(pool, seats.Members);
        foreach (var resident in (pool.Supply.Seated ?? []).Where(s => seats.Evicts?.Contains(s.Workload) == true))
        {
            if (resident.Seats is { } own && !yielding[pool.Index].Contains(resident) && TryHold(pool, board, own))
                yielding[pool.Index].Add(resident);
        }
    }

    /// <summary>Whoever went although it could have stayed, because others left since.</summary>
    internal IReadOnlyList<WorkloadId> Spare(PoolFacts pool, IReadOnlyList<WorkloadId> evicts)
    {
        var kept = new List<WorkloadId>();
        foreach (var resident in Evictions.Order((pool.Supply.Seated ?? []).Where(s => evicts.Contains(s.Workload))).Reverse())
        {
            if (TryHold(pool, boards[pool.Index]!, resident.Seats!))
                yielding[pool.Index].Add(resident);
            else
                kept.Insert(0, resident.Workload);
        }
        return kept;
    }

    private static void Lift(PackingBoard board, SeatedWorkload resident)
    {
        foreach (var seat in resident.Seats!)
            board.Release(PlacementOf(seat));
    }

    private void Release(PoolFacts pool, IReadOnlyList<MemberSeat> seats)
    {
        foreach (var seat in seats)
            boards[pool.Index]?.Release(PlacementOf(seat));
    }

    /// <summary>Those who give way leave their seats; false when one of them is not there, or was promised its room.</summary>
    internal bool Evict(PoolFacts pool, IReadOnlyList<WorkloadId> evicts)
    {
        var gone = yielding[pool.Index].Where(r => evicts.Contains(r.Workload)).ToList();
        foreach (var resident in gone)
            Lift(boards[pool.Index]!, resident);
        yielding[pool.Index].RemoveAll(gone.Contains);
        return gone.Count == evicts.Count;
    }

    /// <summary>Takes the seats of a placement; false, and nothing taken, when the nodes have not that much left. Whoever gives way for any placement goes before.</summary>
    internal bool TryTake(PoolFacts pool, NodeSeats seats)
    {
        if (seats.Evicts is { } evicts)
            Evict(pool, evicts);
        return boards[pool.Index] is not { } board || TryHold(pool, board, seats.Members);
    }

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

    /// <summary>
    /// Those whose seats are known first; the others get whole devices somewhere, as many as there is room for. Returns those who reserved nothing.
    /// </summary>
    private static List<SeatedWorkload> Seat(PoolFacts pool, PackingBoard board)
    {
        var (nowhere, yielding) = (new List<SeatedWorkload>(), new List<SeatedWorkload>());
        foreach (var seated in pool.Supply.Seated ?? [])
        {
            if (seated.Seats is not { } seats || !TryHold(pool, board, seats))
                nowhere.Add(seated);
            else if (seated.Class == ServiceClass.BestEffort)
                yielding.Add(seated);
        }
        var device = new PackingRequest { MilliCpu = 0, MemoryMebibytes = 0, Devices = 1 };
        var firstFit = new ScoredPolicy(new FirstFit());
        foreach (var seated in nowhere)
        {
            var left = seated.Devices;
            while (left > 0 && board.Place(firstFit, device) is PackingAnswer.Placed)
                left--;
        }
        return yielding;
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
