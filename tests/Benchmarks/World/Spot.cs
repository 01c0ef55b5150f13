namespace ComputeNet.Benchmarks.World;

/// <summary>Where an answer puts one workload, by index in the problem's lists; pool −1 leaves it out.</summary>
internal readonly record struct Spot(int Pool, int Variant, int Slot)
{
    internal static readonly Spot Nowhere = new(-1, -1, -1);
    internal bool IsPlaced => Pool >= 0;
}

/// <summary>What an answer comes to in the three figures that people compare, summed over all workloads that it places.</summary>
internal sealed record Figures(double Yuan, double MeanMilliseconds, double CarbonKilograms, double MeanWaitingHours, int LeftOut);
