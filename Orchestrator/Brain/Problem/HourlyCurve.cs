namespace ComputeNet.Brain.Problem;

/// <summary>
/// A figure that changes by the hour (carbon here of a grid, price of a pool) over the horizon, summed up so that any run is two look-ups.
/// A slot has the figure of the hour in which it starts; hours past the list repeat its last day; past the horizon the mean of that day holds.
/// </summary>
public sealed class HourlyCurve
{
    private const int HoursPerDay = 24;
    private readonly double[] sums;
    private readonly double slotSeconds;
    private readonly double tailPerSlot;

    /// <param name="hourly">One value per hour from now, finite and at least one.</param>
    /// <param name="clock">Length and number of the slots.</param>
    public HourlyCurve(IReadOnlyList<double> hourly, SlotClock clock)
    {
        slotSeconds = clock.SlotSeconds;
        var day = Math.Min(HoursPerDay, hourly.Count);
        sums = new double[clock.Slots + 1];
        for (var slot = 0; slot < clock.Slots; slot++)
        {
            var hour = slot * clock.SlotSeconds / 3600;
            var here = ByHour.At(hourly, hour);
            sums[slot + 1] = sums[slot] + here * clock.SlotHours;
            Peak = Math.Max(Peak, here);
            Least = Math.Min(Least, here);
        }
        var tail = 0.0;
        for (var hour = hourly.Count - day; hour < hourly.Count; hour++)
            tail += hourly[hour] / day;
        tailPerSlot = tail * clock.SlotHours;
        Peak = Math.Max(Peak, tail);
        Least = Math.Min(Least, tail);
    }

    /// <summary>The highest value that any run can meet.</summary>
    public double Peak { get; }

    /// <summary>The lowest.</summary>
    internal double Least { get; } = double.PositiveInfinity;

    /// <summary>The mean over some time from a slot on; 1 without a curve.</summary>
    internal static double Mean(HourlyCurve? curve, int startSlot, long seconds) => curve is null ? 1 : curve.Sum(startSlot, seconds) * 3600 / seconds;

    /// <summary>∫ value dt over a run, in hours: grams per kilowatt of steady power for an intensity in g/kWh.</summary>
    public double Sum(int startSlot, long durationSeconds) => Sum(startSlot, SlotsOf(durationSeconds));

    internal double SlotsOf(long seconds) => seconds / slotSeconds;

    /// <summary>The same for a run measured in slots.</summary>
    internal double Sum(int startSlot, double slots)
    {
        var whole = (long)slots;
        var last = startSlot + whole;
        var horizon = sums.Length - 1;
        var end = last < horizon
            ? sums[last] + (slots - whole) * (sums[last + 1] - sums[last])
            : sums[horizon] + (startSlot + slots - horizon) * tailPerSlot;
        return end - sums[startSlot];
    }
}
