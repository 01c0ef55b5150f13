namespace ComputeNet.Checker.Law;

/// <summary>
/// A figure by the hour (grid intensity, price factor) over the horizon. A slot has the figure of the hour in which it starts, hours past the list repeat its last day,
/// and past the horizon the mean of that day holds. Summed from slot 0 upwards, in that order: the law rounds what comes out.
/// </summary>
internal sealed class Hourly
{
    private readonly double[] sums;
    private readonly double slotSeconds;
    private readonly double past;

    internal Hourly(IReadOnlyList<double> hourly, Grid grid)
    {
        (sums, slotSeconds) = (new double[grid.Slots + 1], grid.SlotSeconds);
        var (day, hours) = (Math.Min(24, hourly.Count), grid.SlotSeconds / 3600.0);
        for (var slot = 0; slot < grid.Slots; slot++)
        {
            var hour = slot * grid.SlotSeconds / 3600;
            var here = At(hourly, hour);
            sums[slot + 1] = sums[slot] + here * hours;
            Peak = Math.Max(Peak, here);
        }
        var mean = hourly.Skip(hourly.Count - day).Aggregate(0.0, (sum, grams) => sum + grams / day);
        (past, Peak) = (mean * hours, Math.Max(Peak, mean));
    }

    /// <summary>The value of an hour from now; past the list its last day repeats.</summary>
    internal static T At<T>(IReadOnlyList<T> hourly, long hour)
    {
        var day = Math.Min(24, hourly.Count);
        return hourly[(int)(hour < hourly.Count ? hour : hourly.Count - day + (hour - hourly.Count) % day)];
    }

    /// <summary>The product of two figures, over the horizon and a day more.</summary>
    internal static IReadOnlyList<double> Times(IReadOnlyList<double> one, IReadOnlyList<double>? other, Grid grid) => other is null ? one
        : [.. Enumerable.Range(0, (int)(Math.Max(Math.Max(one.Count, other.Count), (grid.Slots * grid.SlotSeconds + 3599) / 3600) + 24)).Select(hour => At(one, hour) * At(other, hour))];

    /// <summary>The highest that any run can meet.</summary>
    internal double Peak { get; }

    /// <summary>∫ figure dt over the run, in hours.</summary>
    internal double Sum(int slot, long seconds)
    {
        var length = seconds / slotSeconds;
        var (whole, horizon) = ((long)length, sums.Length - 1);
        var last = slot + whole;
        var end = last < horizon ? sums[last] + (length - whole) * (sums[last + 1] - sums[last]) : sums[horizon] + (slot + length - horizon) * past;
        return end - sums[slot];
    }
}
