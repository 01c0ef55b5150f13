namespace ComputeNet.Checker.Reading;

/// <summary>What counts as a known figure: 0 to 10⁹. Anything else is treated as if it were not told.</summary>
internal static class Known
{
    private const double Most = 1e9;

    internal static double? Figure(double? value) => value is >= 0 and <= Most ? value : null;

    internal static IReadOnlyList<double>? All(IReadOnlyList<double>? values) => values is { Count: > 0 } && values.All(v => Figure(v) is not null) ? values : null;

    /// <summary>Steps, steps per second, teraflops: above zero and within what a double counts exactly.</summary>
    internal static double? Steps(double? value) => value is > 0 and <= 1e15 ? value : null;

    /// <summary>Megabytes per second: at least a byte per second.</summary>
    internal static double? Speed(double? value) => value is >= 1e-6 and <= Most ? value : null;

    internal static double OrZero(double value) => Figure(value) ?? 0;
}
