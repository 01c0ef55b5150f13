namespace ComputeNet.Brain.Packing.Policies;

/// <summary>The device that had least left before: what the published comparison uses for every policy without its own choice.</summary>
internal static class TightestDevice
{
    internal static long Score(NodeState before, NodeState after)
    {
        var left = 0L;
        for (var device = 0; device < before.MilliLeft.Length; device++)
            if (before.MilliLeft[device] != after.MilliLeft[device])
                left += before.MilliLeft[device];
        return -left;
    }
}
