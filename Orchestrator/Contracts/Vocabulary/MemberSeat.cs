namespace ComputeNet.Contracts.Vocabulary;

/// <summary>Where one member of a gang sits inside a pool that knows its nodes, and what it really takes there.</summary>
/// <param name="Node">The node's name, as its site declared it.</param>
/// <param name="Devices">Distinct device numbers on the node, ascending from 0.</param>
/// <param name="MilliPerDevice">What each device gives, after rounding; 1000 is the whole.</param>
/// <param name="RoundedUpBy">Milli-devices per device beyond the request, because the pool cuts templates only or does not share.</param>
/// <param name="MebibytesPerDevice">Memory taken from each device; null where nobody knows how much a device has.</param>
/// <param name="MilliCores">Processor time taken from the node, in thousandths of a core.</param>
/// <param name="MemoryMebibytes">Host memory taken from the node.</param>
public sealed record MemberSeat(
    string Node, IReadOnlyList<int> Devices, int MilliPerDevice, int RoundedUpBy, int? MebibytesPerDevice = null, int MilliCores = 0, int MemoryMebibytes = 0)
{
    /// <summary>By value, the devices by their numbers.</summary>
    public bool Equals(MemberSeat? other) =>
        other is not null && Node == other.Node && Devices.SequenceEqual(other.Devices) && MilliPerDevice == other.MilliPerDevice && RoundedUpBy == other.RoundedUpBy
        && MebibytesPerDevice == other.MebibytesPerDevice && MilliCores == other.MilliCores && MemoryMebibytes == other.MemoryMebibytes;

    public override int GetHashCode() => HashCode.Combine(Node, Devices.Count, MilliPerDevice, MilliCores, MemoryMebibytes);

    /// <summary>For logs and comparisons: <c>n1[0,1]×500</c>.</summary>
    public override string ToString() => $"{Node}[{string.Join(',', Devices)}]×{MilliPerDevice}";
}
