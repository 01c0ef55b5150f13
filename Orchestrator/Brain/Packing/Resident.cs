using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Brain.Packing;

/// <summary>A workload that sits on a node.</summary>
public sealed record Resident
{
    public required string Id { get; init; }
    public required ServiceClass Class { get; init; }

    /// <summary>Higher is more important.</summary>
    public int Priority { get; init; }
    public required DateTimeOffset Since { get; init; }
    public required NodePlacement Placement { get; init; }

    /// <summary>
    /// Milli-devices per device that it expects to use, by hour of the day from midnight UTC; a shorter curve repeats. Null: all that it
    /// reserved, always. Only a burstable one lends what its curve leaves.
    /// </summary>
    public IReadOnlyList<int>? DemandByHour { get; init; }

    /// <summary>The most that it uses of each device in the hours; never above what it reserved, never below nothing.</summary>
    public int MostUsed(int fromHour, int hours)
    {
        var reserved = Placement.MilliPerDevice;
        if (Class != ServiceClass.Burstable || DemandByHour is not { Count: > 0 } curve)
            return reserved;
        var most = 0;
        for (var hour = 0; hour < Math.Min(Math.Max(1, hours), curve.Count); hour++)
            most = Math.Max(most, Math.Clamp(curve[(fromHour + hour) % curve.Count], 0, reserved));
        return most;
    }
}
