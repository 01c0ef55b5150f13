using System.Globalization;

namespace ComputeNet.Portal.Shared;

/// <summary>Lengths of time for reading, in the one unit that fits: 12 s, 4 min, 3.5 h, 2 d. The signs are the same in both languages.</summary>
public static class Spans
{
    public static string Short(TimeSpan span)
    {
        var (value, unit) = Math.Abs(span.TotalSeconds) switch
        {
            < 120 => (span.TotalSeconds, "s"),
            < 7_200 => (span.TotalMinutes, "min"),
            < 172_800 => (span.TotalHours, "h"),
            _ => (span.TotalDays, "d"),
        };
        return value.ToString(Math.Abs(value) < 10 && value != Math.Round(value) ? "0.#" : "0", CultureInfo.CurrentCulture) + "\u2009" + unit;
    }
}
