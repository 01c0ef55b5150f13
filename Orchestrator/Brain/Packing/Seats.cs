namespace ComputeNet.Brain.Packing;

/// <summary>The ways in which a request can sit on a node. Devices that are left with the same amounts are interchangeable, so only the first of them is offered.</summary>
public static class Seats
{
    private static readonly int[] NoDevice = [];
    private static readonly int[][] OneDevice = [.. Enumerable.Range(0, 64).Select(device => new[] { device })];

    /// <summary>Fills <paramref name="seats"/> with device numbers, ascending; nothing where the node has no room.</summary>
    public static void Of(NodeState state, PackingRequest request, List<int[]> seats)
    {
        seats.Clear();
        if (state.MilliCpuLeft < request.MilliCpu || state.MemoryLeft < request.MemoryMebibytes || !state.Kind.Suits(request))
            return;
        if (request.Devices == 0)
        {
            seats.Add(NoDevice);
            return;
        }
        var milli = Rounding.MilliOn(state.Kind.Example, request);
        if (state.MostMilliLeft < milli || !MemoryIsKnown(state, request))
            return;
        if (request.Devices == 1)
            Singles(state, milli, MebibytesOn(state, request, milli), seats);
        else
            Gangs(state, request, milli, seats);
    }

    /// <summary>Device memory that each device gives: what was asked for, else the share of the device, rounded up.</summary>
    public static int MebibytesOn(NodeState state, PackingRequest request, int milli) => MebibytesOn(state.Kind.Example, request, milli) ?? 0;

    /// <summary>The same; null where the node does not know its own.</summary>
    public static int? MebibytesOn(Node node, PackingRequest request, int milli) =>
        node.DeviceMebibytes is not { } each ? null
        : request.DeviceMebibytes is { } asked && milli < Node.Whole ? asked
        : (int)(((long)each * milli + Node.Whole - 1) / Node.Whole);

    internal static bool Takes(NodeState state, int device, int milli, int mebibytes) =>
        state.MilliLeft[device] >= milli && (state.MebibytesLeft.IsEmpty || state.MebibytesLeft[device] >= mebibytes);

    private static bool MemoryIsKnown(NodeState state, PackingRequest request) =>
        request.DeviceMebibytes is not { } asked || state.Kind.Example.DeviceMebibytes >= asked;

    private static void Singles(NodeState state, int milli, int mebibytes, List<int[]> seats)
    {
        for (var device = 0; device < state.MilliLeft.Length; device++)
            if (Takes(state, device, milli, mebibytes) && IsFirstOfItsKind(state, device))
                seats.Add(device < OneDevice.Length ? OneDevice[device] : [device]);
    }

    private static bool IsFirstOfItsKind(NodeState state, int device)
    {
        for (var earlier = 0; earlier < device; earlier++)
            if (state.MilliLeft[earlier] == state.MilliLeft[device]
                && (state.MebibytesLeft.IsEmpty || state.MebibytesLeft[earlier] == state.MebibytesLeft[device])
                && state.Kind.IslandOf(earlier) == state.Kind.IslandOf(device))
                return false;
        return true;
    }

    /// <summary>One seat per island that has enough; where none has and the request allows it, the tightest devices of all.</summary>
    private static void Gangs(NodeState state, PackingRequest request, int milli, List<int[]> seats)
    {
        var mebibytes = MebibytesOn(state, request, milli);
        var fits = Enumerable.Range(0, state.MilliLeft.Length).Where(device => Takes(state, device, milli, mebibytes)).ToList();
        if (fits.Count < request.Devices)
            return;
        foreach (var island in fits.GroupBy(state.Kind.IslandOf).OrderBy(island => island.Key))
            if (island.Count() >= request.Devices)
                seats.Add(Tightest(state, island, request.Devices));
        if (seats.Count == 0 && !request.OneIsland)
            seats.Add(Tightest(state, fits, request.Devices));
    }

    private static int[] Tightest(NodeState state, IEnumerable<int> devices, int count) =>
        [.. devices.OrderBy(device => state.MilliLeft[device]).ThenBy(device => device).Take(count).Order()];
}
