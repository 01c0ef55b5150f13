using ComputeNet.Brain.Packing.Policies;

namespace ComputeNet.Brain.Packing;

/// <summary>How badly what is left is cut up, for a given mix of requests (the measure of FGD, Weng et al. 2023).</summary>
/// <param name="MilliLeft">Milli-devices that nobody holds.</param>
/// <param name="MilliUnusable">Of these, what an average request of the mix could not use: its device, processor or model does not fit.</param>
public sealed record Fragmentation(long MilliLeft, long MilliUnusable)
{
    public static Fragmentation Of(PackingBoard board, RequestMix mix)
    {
        var measure = new FragmentationGradientDescent(mix);
        var (left, unusable) = (0L, 0.0);
        foreach (var live in board.States)
        {
            if (live is null)
                continue;
            left += (long)live.State.TotalMilliLeft * live.Nodes.Count;
            unusable += measure.Fragments(live.State) * live.Nodes.Count;
        }
        return new(left, (long)Math.Round(unusable));
    }
}
