using System.Globalization;

namespace ComputeNet.Portal.Shared;

/// <summary>
/// A fact of a refusal or an event for people. Facts travel as text with their unit in the name (<c>needDevices</c>,
/// <c>limitMilliseconds</c>, <c>plannedStart</c>); what cannot be read as its name says is shown as it came.
/// </summary>
public sealed class FactText(CultureInfo culture, TimeZoneInfo zone, Func<string, string?> name)
{
    private static readonly string[] Instants = ["At", "Start", "End", "Deadline", "Finish", "Until"];

    /// <summary>Sites and the like are shown by the name people know, when there is one.</summary>
    public string Show(string fact, string value)
    {
        if (Is(fact, Instants) && DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
            return TimeZoneInfo.ConvertTime(at, zone).ToString("yyyy-MM-dd HH:mm", culture);
        if (double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return Amount(fact, number) ?? value;
        return name(value) ?? value;
    }

    private string? Amount(string fact, double number) =>
        Is(fact, "Milliseconds") ? Number(number, "#,0.#") + " ms"
        : Is(fact, "Seconds") ? Duration(number)
        : Is(fact, "Mebibytes") ? Number(number / 1024, "#,0.##") + " GiB"
        : Is(fact, "Yuan") ? "¥" + Number(number, "#,0.00")
        : Is(fact, "Grams") ? Number(number, "#,0") + " gCO₂e"
        : Is(fact, "Watts") ? Number(number, "#,0") + " W"
        : fact.Contains("MilliCores", StringComparison.OrdinalIgnoreCase) ? Number(number / 1000, "#,0.###")
        : Is(fact, "Devices", "Members", "Attempts", "Attempt", "Count", "Characters", "Bytes") ? Number(number, "#,0")
        : null;

    private string Duration(double seconds) => seconds switch
    {
        < 120 => Number(seconds, "#,0.#") + " s",
        < 7200 => Number(seconds / 60, "#,0.#") + " min",
        _ => Number(seconds / 3600, "#,0.#") + " h",
    };

    private string Number(double number, string format) => number.ToString(format, culture);

    private static bool Is(string fact, params string[] units) =>
        Array.Exists(units, u => fact.EndsWith(u, StringComparison.Ordinal) || fact.Equals(u, StringComparison.OrdinalIgnoreCase));
}
