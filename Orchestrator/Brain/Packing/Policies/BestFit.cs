namespace ComputeNet.Brain.Packing.Policies;

/// <summary>The node with the least left afterwards, processors and devices counting alike, each as a share of the largest node; the tightest device.</summary>
public sealed class BestFit : ISeatScore
{
    /// <summary>Of the largest node that the published comparison scales by: 128 cores, 8 devices.</summary>
    internal const double LargestMilliCpu = 128_000, LargestMilli = 8 * Node.Whole;

    public SeatScore Of(NodeState before, NodeState after, PackingRequest request) => new(
        (long)((1 - (after.MilliCpuLeft / LargestMilliCpu * 0.5 + after.TotalMilliLeft / LargestMilli * 0.5)) * 100),
        TightestDevice.Score(before, after));
}
