namespace ComputeNet.Brain.Problem;

/// <summary>Lists with one value per hour from now: past their end the last day repeats.</summary>
internal static class ByHour
{
    private const int HoursPerDay = 24;
    private const int SecondsPerHour = 3600;

    internal static T At<T>(IReadOnlyList<T> hourly, long hour)
    {
        var day = Math.Min(HoursPerDay, hourly.Count);
        return hourly[(int)(hour < hourly.Count ? hour : hourly.Count - day + (hour - hourly.Count) % day)];
    }

    /// <summary>Hour by hour over the horizon and a day more, so that what repeats is the product of what repeats.</summary>
    internal static IReadOnlyList<double> Product(IReadOnlyList<double> one, IReadOnlyList<double> other, SlotClock clock)
    {
        var hours = Math.Max(Math.Max(one.Count, other.Count), (clock.Slots * clock.SlotSeconds + SecondsPerHour - 1) / SecondsPerHour) + HoursPerDay;
        return [.. Enumerable.Range(0, (int)hours).Select(hour => At(one, hour) * At(other, hour))];
    }

    /// <summary>The most in any hour that the slot touches; nothing is below zero.</summary>
    internal static int MostIn(IReadOnlyList<int> hourly, SlotClock clock, int slot)
    {
        var most = 0;
        for (var hour = slot * clock.SlotSeconds / SecondsPerHour; hour * SecondsPerHour < (slot + 1) * clock.SlotSeconds; hour++)
            most = Math.Max(most, At(hourly, hour));
        return most;
    }
}
