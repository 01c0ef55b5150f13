using System.Globalization;

namespace ComputeNet.Portal.Shared;

/// <summary>"12 s ago" in the reader's language: the resource key and its number. The browser keeps it moving; see <c>portal.js</c>.</summary>
public static class RelativeTime
{
    public static (string Key, long Count) Of(DateTimeOffset at, DateTimeOffset now)
    {
        var span = now - at;
        var tense = span < TimeSpan.Zero ? "In" : "Ago";
        span = span.Duration();
        return span.TotalSeconds < 5 ? ("Time_Now", 0)
            : span.TotalSeconds < 60 ? ($"Time_Seconds{tense}", (long)span.TotalSeconds)
            : span.TotalMinutes < 60 ? ($"Time_Minutes{tense}", (long)span.TotalMinutes)
            : span.TotalHours < 48 ? ($"Time_Hours{tense}", (long)span.TotalHours)
            : ($"Time_Days{tense}", (long)span.TotalDays);
    }

    /// <summary>The whole instant in the viewer's zone, which is named.</summary>
    public static string Absolute(DateTimeOffset at, Viewer viewer, CultureInfo culture)
    {
        var local = viewer.Local(at);
        var offset = local.Offset == TimeSpan.Zero ? "UTC" : $"UTC{(local.Offset < TimeSpan.Zero ? '−' : '+')}{local.Offset.Duration():h\\:mm}";
        return $"{local.ToString("yyyy-MM-dd HH:mm:ss", culture)} {offset} ({viewer.Zone.Id})";
    }
}
