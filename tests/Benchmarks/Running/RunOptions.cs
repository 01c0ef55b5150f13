namespace ComputeNet.Benchmarks.Running;

/// <param name="Data">The folder that holds <c>traces/</c> and <c>world/</c>.</param>
/// <param name="List">Only this input of the family (a workload list, a zone, an instance); all when null.</param>
/// <param name="Size">Only this size; the family's own sizes when null.</param>
/// <param name="Seed">Only this seed; the family's own seeds when null.</param>
/// <param name="Repeats">How often a timed case runs; median and p95 are over these.</param>
public sealed record RunOptions(string? Data, string? List, int? Size, int? Seed, int Repeats)
{
    public string PathOf(string relative) => Path.Combine(Data ?? throw new InvalidOperationException("This family reads no data."), relative);

    public bool Wants(string list) => List is null || string.Equals(List, list, StringComparison.OrdinalIgnoreCase);
}
