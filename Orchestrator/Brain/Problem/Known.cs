namespace ComputeNet.Brain.Problem;

/// <summary>Which numbers count as known. What lies outside is treated like a missing figure: it never makes a candidate look cheap.</summary>
internal static class Known
{
    /// <summary>No price, latency, power or intensity of the real world comes near it.</summary>
    private const double Most = 1e9;

    internal static double? Figure(double? value) => value is >= 0 and <= Most ? value : null;

    internal static double? Price(decimal? yuan) => Figure((double?)yuan);

    internal static double? Share(double? value) => value is >= 0 and <= 1 ? value : null;

    /// <summary>Steps, steps per second, teraflops: positive, and within what a double counts exactly.</summary>
    internal static double? Steps(double? value) => value is > 0 and <= 1e15 ? value : null;

    /// <summary>10⁶ bytes per second; slower than a byte per second is a mistake.</summary>
    internal static double? Speed(double? value) => value is >= 1e-6 and <= Most ? value : null;

    internal static double? Watts(double? value) => value > 0 ? Figure(value) : null;

    /// <summary>A facility cannot use less than its IT does; above ten the figure is a mistake.</summary>
    internal static double? Pue(double? value) => value is >= 1 and <= 10 ? value : null;

    internal static IReadOnlyList<double>? Hourly(IReadOnlyList<double>? values) =>
        values is { Count: > 0 } && values.All(v => Figure(v) is not null) ? values : null;

    internal static double Factor(double value) => Figure(value) ?? 0;

    internal static double Factor(decimal value) => Figure((double)value) ?? 0;
}
