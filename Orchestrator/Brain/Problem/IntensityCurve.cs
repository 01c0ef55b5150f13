namespace ComputeNet.Brain.Problem;

/// <summary>
/// Carbon intensity of one grid over the horizon, summed up so that the average over any run is two look-ups.
/// A slot has the intensity of the hour in which it starts; hours past the list repeat its last day; past the horizon the mean of that day holds.
/// </summary>
public sealed class IntensityCurve
{
    private const int HoursPerDay = 24;
    private readonly double[] gramHours;
    private readonly double slotSeconds;
    private readonly double tailGramHoursPerSlot;

    /// <param name="hourly">g/kWh per hour from now, finite and at least one.</param>
    /// <param name="clock">Length and number of the slots.</param>
    public IntensityCurve(IReadOnlyList<double> hourly, SlotClock clock)
    {
        slotSeconds = clock.SlotSeconds;
        var day = Math.Min(HoursPerDay, hourly.Count);
        gramHours = new double[clock.Slots + 1];
        for (var slot = 0; slot < clock.Slots; slot++)
        {
            var hour = slot * clock.SlotSeconds / 3600;
            var intensity = hourly[(int)(hour < hourly.Count ? hour : hourly.Count - day + (hour - hourly.Count) % day)];
            gramHours[slot + 1] = gramHours[slot] + intensity * clock.SlotHours;
            Peak = Math.Max(Peak, intensity);
        }
        var tail = 0.0;
        for (var hour = hourly.Count - day; hour < hourly.Count; hour++)
            tail += hourly[hour] / day;
        tailGramHoursPerSlot = tail * clock.SlotHours;
        Peak = Math.Max(Peak, tail);
    }

    /// <summary>The highest intensity that any run can meet, g/kWh.</summary>
    public double Peak { get; }

    /// <summary>Grams per kilowatt of steady power over a run: ∫ intensity dt, in g·h/kWh.</summary>
    public double GramsPerKilowatt(int startSlot, long durationSeconds) => GramsPerKilowatt(startSlot, durationSeconds / slotSeconds);

    /// <summary>The same for a run measured in slots.</summary>
    internal double GramsPerKilowatt(int startSlot, double slots)
    {
        var whole = (long)slots;
        var last = startSlot + whole;
        var horizon = gramHours.Length - 1;
        var end = last < horizon
            ? gramHours[last] + (slots - whole) * (gramHours[last + 1] - gramHours[last])
            : gramHours[horizon] + (startSlot + slots - horizon) * tailGramHoursPerSlot;
        return end - gramHours[startSlot];
    }
}
