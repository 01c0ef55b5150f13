namespace ComputeNet.Brain.Packing.Policies;

/// <summary>The node whose free amounts point least in the direction of the request (after Tetris, SIGCOMM 2014, as the published comparison scores it); the tightest device.</summary>
public sealed class DotProduct : ISeatScore
{
    public SeatScore Of(NodeState before, NodeState after, PackingRequest request) => new(
        (long)(100 * (1 - (before.MilliCpuLeft / BestFit.LargestMilliCpu * (request.MilliCpu / BestFit.LargestMilliCpu)
            + before.TotalMilliLeft / BestFit.LargestMilli * (request.TotalMilli / BestFit.LargestMilli)) / 2)),
        TightestDevice.Score(before, after));
}
