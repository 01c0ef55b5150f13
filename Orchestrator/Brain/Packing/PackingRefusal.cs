namespace ComputeNet.Brain.Packing;

/// <summary>Why no node can take a request: every node counts under the first thing that it lacks, with the most that any of those has left.</summary>
/// <param name="Code">What most nodes lack: <c>model</c>, <c>cpu</c>, <c>memory</c>, <c>device-memory</c>, <c>devices</c>; <c>no-nodes</c>; or <c>invalid-request</c>.</param>
/// <param name="Because">The same with the numbers, for a log.</param>
public sealed record PackingRefusal(string Code, string Because)
{
    /// <summary>What most nodes lack, in numbers: asked for, the most that any of them has left, and how many they are.</summary>
    public (long Asked, long MostLeft, int Nodes) Lack { get; private init; }

    public static PackingRefusal Invalid(string field) => new("invalid-request", field);

    public static PackingRefusal NoRoom(PackingBoard board, PackingRequest request)
    {
        var lacks = new SortedDictionary<int, (string Code, string Unit, long Asked, long Most, int Nodes)>();
        foreach (var live in board.States)
            if (live is not null)
                Count(live, request, lacks);
        if (lacks.Count == 0)
            return new("no-nodes", "there are no nodes");
        var said = lacks.Values.Select(lack => lack.Code == "model"
            ? $"{lack.Nodes} nodes have another model"
            : $"{lack.Nodes} nodes lack {lack.Code}: asked {lack.Asked} {lack.Unit}, most left {lack.Most}");
        var foremost = lacks.Values.OrderByDescending(lack => lack.Nodes).First();
        return new(foremost.Code, string.Join("; ", said)) { Lack = (foremost.Asked, foremost.Most, foremost.Nodes) };
    }

    private static void Count(LiveState live, PackingRequest request, SortedDictionary<int, (string Code, string Unit, long Asked, long Most, int Nodes)> lacks)
    {
        var state = live.State;
        var milli = Rounding.MilliOn(state.Kind.Example, request);
        var (rank, code, unit, asked, left) =
            !state.Kind.Suits(request) ? (0, "model", "", 0L, 0L)
            : state.MilliCpuLeft < request.MilliCpu ? (1, "cpu", "milli-cores", request.MilliCpu, state.MilliCpuLeft)
            : state.MemoryLeft < request.MemoryMebibytes ? (2, "memory", "MiB", request.MemoryMebibytes, state.MemoryLeft)
            : request.DeviceMebibytes is { } each && !(state.Kind.Example.DeviceMebibytes >= each) ? (3, "device-memory", "MiB per device", each, state.Kind.Example.DeviceMebibytes ?? 0)
            : (4, "devices", $"devices with {milli} milli-devices and the memory", request.Devices, Fitting(state, request, milli));
        var soFar = lacks.GetValueOrDefault(rank, (code, unit, asked, 0, 0));
        lacks[rank] = (code, unit, asked, Math.Max(soFar.Item4, left), soFar.Item5 + live.Nodes.Count);
    }

    private static long Fitting(NodeState state, PackingRequest request, int milli)
    {
        var mebibytes = Seats.MebibytesOn(state, request, milli);
        var fitting = Enumerable.Range(0, state.MilliLeft.Length).Where(device => Seats.Takes(state, device, milli, mebibytes));
        return request.OneIsland
            ? fitting.GroupBy(state.Kind.IslandOf).Select(island => island.Count()).DefaultIfEmpty().Max()
            : fitting.Count();
    }
}
