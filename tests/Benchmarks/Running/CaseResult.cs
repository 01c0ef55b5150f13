namespace ComputeNet.Benchmarks.Running;

/// <summary>What one case came to, after the independent checker accepted it. A figure that the case does not have is null.</summary>
public sealed record CaseResult
{
    /// <summary>Which input, solved how: <c>default / fgd</c>.</summary>
    public required string Case { get; init; }
    public int? Seed { get; init; }

    /// <summary>What the answer is worth, in <see cref="Unit"/>.</summary>
    public double? Value { get; init; }

    /// <summary>The published or exact figure beside it.</summary>
    public double? Reference { get; init; }

    /// <summary>The certified bound, recomputed by the checker.</summary>
    public double? Bound { get; init; }

    /// <summary>Share by which the answer may be off the optimum.</summary>
    public double? Gap { get; init; }
    public string Unit { get; init; } = "";

    /// <summary>From the problem in memory to the checked answer, median over the repeats.</summary>
    public double? Seconds { get; init; }
    public double? SecondsP95 { get; init; }

    /// <summary>Of single decisions.</summary>
    public double? P50Microseconds { get; init; }
    public double? P95Microseconds { get; init; }
    public double? P99Microseconds { get; init; }
    public double? PeakMebibytes { get; init; }

    /// <summary>Whether the family's own goal is met; null where there is none.</summary>
    public bool? Met { get; init; }
    public string Note { get; init; } = "";
}
