namespace ComputeNet.Benchmarks.Running;

/// <summary>Percentiles of a set of measurements (nearest rank).</summary>
public sealed class Spread
{
    private readonly double[] sorted;

    public Spread(IEnumerable<double> measurements) => sorted = [.. measurements.Order()];

    public double Median => At(0.50);
    public double P95 => At(0.95);
    public double P99 => At(0.99);

    private double At(double share) => sorted.Length == 0 ? 0 : sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];
}
