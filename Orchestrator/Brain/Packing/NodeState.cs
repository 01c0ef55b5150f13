namespace ComputeNet.Brain.Packing;

/// <summary>What is left of a node. Equal states are interchangeable, whichever nodes they belong to: a policy scores a state, not a node.</summary>
public sealed class NodeState : IEquatable<NodeState>
{
    private readonly int[] milliLeft;
    private readonly int[]? mebibytesLeft;

    private NodeState(NodeKind kind, int milliCpuLeft, int memoryLeft, int[] milliLeft, int[]? mebibytesLeft)
    {
        Kind = kind;
        MilliCpuLeft = milliCpuLeft;
        MemoryLeft = memoryLeft;
        this.milliLeft = milliLeft;
        this.mebibytesLeft = mebibytesLeft;
        foreach (var left in milliLeft)
        {
            TotalMilliLeft += left;
            MostMilliLeft = Math.Max(MostMilliLeft, left);
        }
    }

    /// <summary>What the node offers, apart from how much.</summary>
    public NodeKind Kind { get; }
    public int MilliCpuLeft { get; }
    public int MemoryLeft { get; }
    public int TotalMilliLeft { get; }
    internal int MostMilliLeft { get; }

    /// <summary>By device number.</summary>
    public ReadOnlySpan<int> MilliLeft => milliLeft;

    /// <summary>MiB left by device number; empty where the node does not know its own.</summary>
    public ReadOnlySpan<int> MebibytesLeft => mebibytesLeft;

    internal static NodeState Empty(Node node, NodeKind kind)
    {
        var milli = new int[node.Devices];
        Array.Fill(milli, Node.Whole);
        int[]? mebibytes = null;
        if (node.DeviceMebibytes is { } each)
        {
            mebibytes = new int[node.Devices];
            Array.Fill(mebibytes, each);
        }
        return new(kind, node.MilliCpu, node.MemoryMebibytes, milli, mebibytes);
    }

    /// <summary>The state with <paramref name="times"/> (1 takes, −1 gives back) of a request on the devices.</summary>
    internal NodeState Minus(PackingRequest request, ReadOnlySpan<int> devices, int milliEach, int mebibytesEach, int times = 1)
    {
        var milli = milliLeft.AsSpan().ToArray();
        var mebibytes = mebibytesLeft?.AsSpan().ToArray();
        foreach (var device in devices)
        {
            milli[device] -= times * milliEach;
            if (mebibytes is not null)
                mebibytes[device] -= times * mebibytesEach;
        }
        return new(Kind, MilliCpuLeft - times * request.MilliCpu, MemoryLeft - times * request.MemoryMebibytes, milli, mebibytes);
    }

    public bool Equals(NodeState? other) =>
        other is not null && ReferenceEquals(Kind, other.Kind) && MilliCpuLeft == other.MilliCpuLeft && MemoryLeft == other.MemoryLeft
        && MilliLeft.SequenceEqual(other.MilliLeft) && MebibytesLeft.SequenceEqual(other.MebibytesLeft);

    public override bool Equals(object? obj) => Equals(obj as NodeState);

    public override int GetHashCode()
    {
        var hash = HashCode.Combine(Kind, MilliCpuLeft, MemoryLeft);
        foreach (var left in milliLeft)
            hash = hash * 31 + left;
        return hash;
    }
}
